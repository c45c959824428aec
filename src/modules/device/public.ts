// What other modules and src/app may use of the device: installing, storage, updates.
export { watchInstallOffers } from './install.ts';
export { askToNotify, noticePermission, noticeReach, type NoticePermission } from './notice-permission.ts';
export { canPush, NOTICES_ALLOWED, usePushOutcome } from './push-state.ts';
export { keepStorageOnce } from './storage.ts';
export { registerServiceWorker } from './update.ts';
export { NotifyOffer, offerRestNotices } from './ui/notify-offer.tsx';
export { DeviceNotices } from './ui/device-notices.tsx';
