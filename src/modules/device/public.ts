// What other modules and src/app may use of the device: installing, storage, updates.
export { watchInstallOffers } from './install.ts';
export { formatBytes, keepStorageOnce } from './storage.ts';
export { registerServiceWorker } from './update.ts';
export { DeviceNotices } from './ui/device-notices.tsx';
export { InstallSection, StorageSection } from './ui/device-sections.tsx';
