// Sends the sign-in mail: by SMTP when it is configured, otherwise to the terminal and, on this machine only, to a development
// mailbox.
import { createTransport } from 'nodemailer';
import type { Env } from '../env.ts';

export interface SignInMail {
  to: string;
  link: string;
  /** Eight digits. */
  code: string;
  minutes: number;
}

/** A mail about an account, without a secret. */
export interface NoticeMail {
  to: string;
  subject: string;
  text: string;
}

export interface Mailer {
  sendNotice(mail: NoticeMail): Promise<void>;
  /** `browser`: the hash of the secret of the browser that requested the link. */
  sendSignInLink(mail: SignInMail, browser: string): Promise<void>;
}

export interface DevelopmentMailbox {
  /** The mails that this browser requested, newest first. */
  mails(browser: string): readonly (SignInMail & { at: Date })[];
}

/** Splits the code into two groups of four digits. */
export const spacedCode = (code: string): string => `${code.slice(0, 4)} ${code.slice(4)}`;

const subject = 'Your sign-in link for Cadence';
const text = ({ link, code, minutes }: SignInMail) =>
  `Open this link to sign in to Cadence:\n\n${link}\n\n` +
  `Or enter this code in Cadence: ${spacedCode(code)}\n\n` +
  `Both work once, for ${minutes} minutes. Enter the code only in Cadence, and only if you requested it yourself. ` +
  `If you did not, you can ignore this email.\n`;

export function smtpMailer(env: { smtpUrl: string; mailFrom: string }): Mailer {
  const transport = createTransport(env.smtpUrl, { from: env.mailFrom });
  return {
    async sendSignInLink(mail) {
      await transport.sendMail({ to: mail.to, subject, text: text(mail) });
    },
    async sendNotice(mail) {
      await transport.sendMail({ to: mail.to, subject: mail.subject, text: mail.text });
    },
  };
}

/** `print` writes to the server's terminal: without SMTP, the operator passes the link on to other browsers from there. */
export function developmentMailer(print: (line: string) => void, keep = 200): Mailer & DevelopmentMailbox {
  const mails: (SignInMail & { at: Date; browser: string })[] = [];
  return {
    sendSignInLink(mail, browser) {
      print(`sign-in link for ${mail.to}: ${mail.link} or code ${mail.code}`);
      mails.unshift({ ...mail, at: new Date(), browser });
      mails.length = Math.min(mails.length, keep);
      return Promise.resolve();
    },
    sendNotice({ to, subject: about }) {
      print(`mail for ${to}: ${about}`);
      return Promise.resolve();
    },
    mails: (browser) => mails.filter((mail) => mail.browser === browser),
  };
}

const LOCAL_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The mailbox page exists only on a server that serves this machine alone. */
export const showsMailbox = ({ smtpUrl, publicUrl }: Pick<Env, 'smtpUrl' | 'publicUrl'>): boolean =>
  smtpUrl === undefined && (publicUrl === undefined || LOCAL_NAMES.has(new URL(publicUrl).hostname));
