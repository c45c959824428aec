// Signing in and out, as on the account pages: they repeat the call until a leader answers, return to the previous person on a
// refusal, and block the screen meanwhile.
import type { Stage } from './stage.ts';
import type { WatchedDevice } from './watched-device.ts';

const RETRY_MS = 1_000;

export async function signIn(stage: Stage, watched: WatchedDevice, person: number): Promise<void> {
  if (watched.isSigning) return;
  const { device, index } = watched;
  watched.isSigning = true;
  watched.isDiscarding = false;
  const before = device.user;
  device.user = stage.user(person);
  for (;;) {
    const answer = await device.ask((calls) => calls.signedIn());
    if (answer.ok) break;
    stage.note(`d${index} signing in: ${answer.error.code}`);
    if (answer.error.code === 'conflict') {
      // The app offers to return to the person whose changes are waiting here.
      device.user = before;
      if (before !== null) await device.ask((calls) => calls.signedIn());
      watched.isSigning = false;
      return;
    }
    // The new cookie was lost: the page asks to sign in again.
    if (answer.error.code === 'signed_out' && device.user?.id !== stage.user(person).id) device.user = stage.user(person);
    await stage.scheduler.sleep(RETRY_MS);
  }
  watched.person = person;
  watched.isViewExcused = true;
  watched.isSigning = false;
  // A device that knew of its removal when the sign-in began erases itself first.
  watched.isErasing = false;
  stage.note(`d${index} signed in as ${person}`);
}

export async function signInAtLast(stage: Stage, watched: WatchedDevice): Promise<void> {
  while (watched.isSigning) await stage.scheduler.sleep(500);
  await signIn(stage, watched, watched.person);
}

export async function signOut(stage: Stage, watched: WatchedDevice, waiting: 'send' | 'discard'): Promise<void> {
  const { device, index } = watched;
  if (watched.isSigning || device.user === null) return;
  watched.isSigning = true;
  watched.isDiscarding = waiting === 'discard';
  const answer = await device.ask((calls) => calls.signOut(waiting));
  stage.note(`d${index} signing out: ${answer.ok ? 'done' : answer.error.code}`);
  // A sign-out is final: if the leader dies and the log loses its end, the next leader is asked and discards again.
  if (answer.ok) device.user = null;
  else watched.isDiscarding = false;
  watched.isSigning = false;
}
