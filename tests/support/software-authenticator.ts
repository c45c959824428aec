// A passkey authenticator in software, for tests of the server: it answers any challenge for any site with any counter, as an
// attacker's would. Tests in a browser use the browser's own virtual authenticator.
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';

export interface AnswerAs {
  challenge: string;
  origin: string;
  rpId: string;
  counter?: number;
  isUserVerified?: boolean;
}

const PRESENT = 0x01;
const VERIFIED = 0x04;
const HAS_KEY = 0x40;

export class SoftwareAuthenticator {
  readonly id = randomBytes(32).toString('base64url');
  readonly #key = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  #counter = 0;

  /** The answer to creation options. */
  create(as: AnswerAs) {
    const { x, y } = this.#key.publicKey.export({ format: 'jwk' });
    const coordinate = (value: string | undefined) => new Uint8Array(Buffer.from(value ?? '', 'base64url'));
    const cose = new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, coordinate(x)],
      [-3, coordinate(y)],
    ]);
    const id = Buffer.from(this.id, 'base64url');
    const length = Buffer.alloc(2);
    length.writeUInt16BE(id.length);
    const key = Buffer.concat([Buffer.alloc(16), length, id, isoCBOR.encode(cose as never)]);
    const attestation = new Map<string, unknown>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', new Uint8Array(Buffer.concat([this.#data(as, HAS_KEY), key]))],
    ]);
    const attestationObject = Buffer.from(isoCBOR.encode(attestation as never)).toString('base64url');
    return this.#answer({ clientDataJSON: clientData('webauthn.create', as), attestationObject, transports: ['internal'] });
  }

  /** The answer to sign-in options. */
  get(as: AnswerAs & { userHandle?: string }) {
    const data = this.#data(as, 0);
    const clientDataJSON = clientData('webauthn.get', as);
    const hash = createHash('sha256').update(Buffer.from(clientDataJSON, 'base64url')).digest();
    const signature = sign('sha256', Buffer.concat([data, hash]), this.#key.privateKey).toString('base64url');
    const { userHandle } = as;
    const authenticatorData = data.toString('base64url');
    return this.#answer({ clientDataJSON, authenticatorData, signature, ...(userHandle !== undefined && { userHandle }) });
  }

  #data({ rpId, counter = (this.#counter += 1), isUserVerified = true }: AnswerAs, more: number): Buffer {
    const head = Buffer.alloc(5);
    head.writeUInt8(PRESENT | (isUserVerified ? VERIFIED : 0) | more);
    head.writeUInt32BE(counter, 1);
    return Buffer.concat([createHash('sha256').update(rpId).digest(), head]);
  }

  #answer<Response>(response: Response) {
    return { id: this.id, rawId: this.id, type: 'public-key', response, clientExtensionResults: {} };
  }
}

const clientData = (type: string, { challenge, origin }: AnswerAs): string =>
  Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false })).toString('base64url');
