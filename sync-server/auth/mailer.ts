// Sends the sign-in mail: by SMTP when there is one, else to the terminal and, on this machine only, a development mailbox.
import { createTransport } from 'nodemailer';
import type { Env } from '../env.ts';

export interface SignInMail {
  to: string;
  link: string;
  minutes: number;
}

export interface Mailer {
  sendSignInLink(mail: SignInMail): Promise<void>;
}

export interface DevelopmentMailbox {
  /** Newest first. */
  mails(): readonly (SignInMail & { at: Date })[];
}

const subject = 'Your sign-in link for Cadence';
const text = ({ link, minutes }: SignInMail) =>
  `Open this link to sign in to Cadence:\n\n${link}\n\n` +
  `It works once and for ${minutes} minutes. If you did not ask for it, you can ignore this mail.\n`;

export function smtpMailer(env: { smtpUrl: string; mailFrom: string }): Mailer {
  const transport = createTransport(env.smtpUrl, { from: env.mailFrom });
  return {
    async sendSignInLink(mail) {
      await transport.sendMail({ to: mail.to, subject, text: text(mail) });
    },
  };
}

/** `print` writes to the terminal of whoever runs the server: without SMTP that is the only way a link reaches anybody. */
export function developmentMailer(print: (line: string) => void, keep = 20): Mailer & DevelopmentMailbox {
  const mails: (SignInMail & { at: Date })[] = [];
  return {
    sendSignInLink(mail) {
      print(`sign-in link for ${mail.to}: ${mail.link}`);
      mails.unshift({ ...mail, at: new Date() });
      mails.length = Math.min(mails.length, keep);
      return Promise.resolve();
    },
    mails: () => mails,
  };
}

const LOCAL_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The mailbox page is for a server that only this machine uses. */
export const showsMailbox = ({ smtpUrl, publicUrl }: Pick<Env, 'smtpUrl' | 'publicUrl'>): boolean =>
  smtpUrl === undefined && (publicUrl === undefined || LOCAL_NAMES.has(new URL(publicUrl).hostname));
