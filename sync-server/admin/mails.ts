// Mails about an account: subject and text. None contains a link that signs in.
export interface NoticeText {
  subject: string;
  text: string;
}

export const approvedMail = (appUrl: string): NoticeText => ({
  subject: 'Your Cadence account is approved',
  text: `Your account has been approved. You can sign in now:\n\n${appUrl}/account\n\nWhat you did on your device meanwhile moves to your account.\n`,
});

export const refusedMail = (appUrl: string): NoticeText => ({
  subject: 'Your Cadence account was not approved',
  text: `The person who runs ${appUrl} did not approve your account. Cadence still works on your device without an account.\n`,
});

export const suspendedMail = (appUrl: string): NoticeText => ({
  subject: 'Your Cadence account was suspended',
  text: `The person who runs ${appUrl} suspended your account. You are signed out on all devices. Your data has not been deleted.\n`,
});

export const deletionMail = (appUrl: string, dueAt: Date): NoticeText => ({
  subject: 'Your Cadence account will be deleted',
  text:
    `You asked to delete your account. All your data will be deleted on ${dueAt.toUTCString()}.\n\n` +
    `To keep your account, sign in before then and choose “Keep my account”:\n\n${appUrl}/account\n\n` +
    `If you did not ask for this, sign in, keep your account, and sign out your other devices.\n`,
});

export const deletedMail = (): NoticeText => ({
  subject: 'Your Cadence account was deleted',
  text: 'Your account and all its data were deleted from the server, as you asked a week ago. This was the last mail.\n',
});
