// The administration over HTTP. The rows of other people never come to a device, so these pages need the network.
import {
  auditAnswer,
  contentAnswer,
  contentListAnswer,
  doneAnswer,
  feedbackAnswer,
  peopleAnswer,
  rolesAnswer,
  serverAnswer,
  type AuditAnswer,
  type ContentAnswer,
  type ContentListAnswer,
  type FeedbackAnswer,
  type FeedbackDecision,
  type FlagChange,
  type PeopleAnswer,
  type RolesAnswer,
  type ServerAnswer,
} from '#schema/protocol/admin.ts';
import type { ContentValues, EditedKind } from '#schema/editing/kinds.ts';
import { authRequest, type AuthResult } from '../accounts/public.ts';

type Params = Readonly<Record<string, string | undefined | null>>;

/** `?a=b`, without empty values. */
export function queryText(params: Params): string {
  const given = Object.entries(params).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
}

export const readPeople = (params: Params): Promise<AuthResult<PeopleAnswer>> =>
  authRequest('GET', `/v1/admin/people${queryText(params)}`, undefined, peopleAnswer);

export const readRoles = (): Promise<AuthResult<RolesAnswer>> => authRequest('GET', '/v1/admin/roles', undefined, rolesAnswer);

export const readAudit = (params: Params): Promise<AuthResult<AuditAnswer>> =>
  authRequest('GET', `/v1/admin/audit${queryText(params)}`, undefined, auditAnswer);

export const readFeedback = (params: Params): Promise<AuthResult<FeedbackAnswer>> =>
  authRequest('GET', `/v1/admin/feedback${queryText(params)}`, undefined, feedbackAnswer);

/** The address of the picture of a message. */
export const feedbackPictureAddress = (id: string): string => `/v1/admin/feedback/${id}/picture`;

export const readServer = (): Promise<AuthResult<ServerAnswer>> =>
  authRequest('GET', '/v1/admin/health', undefined, serverAnswer);

export const readContentList = (kind: EditedKind): Promise<AuthResult<ContentListAnswer>> =>
  authRequest('GET', `/v1/admin/content/${kind}`, undefined, contentListAnswer);

export const readContentRow = (kind: EditedKind, id: string): Promise<AuthResult<ContentAnswer>> =>
  authRequest('GET', `/v1/admin/content/${kind}/${id}`, undefined, contentAnswer);

/** The introductions and steps that were changed, and for which the app ships something newer. */
export async function readNewerIds(): Promise<AuthResult<{ ids: string[]; next: null }>> {
  const flows = await readContentList('introductions');
  if (!flows.ok) return flows;
  const steps = await readContentList('steps');
  if (!steps.ok) return steps;
  const newer = [...flows.value.rows, ...steps.value.rows].filter(({ isNewer }) => isNewer);
  return { ok: true, value: { ids: newer.map(({ id }) => id), next: null } };
}

/** An answer that is all there is, as a list of one page. */
export const onePage = <Answer>(result: AuthResult<Answer>): AuthResult<Answer & { next: null }> =>
  result.ok ? { ...result, value: { ...result.value, next: null } } : result;

/** The address of all entries that match, as CSV. */
export const auditFileAddress = (params: Params): string => `/v1/admin/audit/export${queryText(params)}`;

type Done = Promise<AuthResult<{ done: true }>>;
const send = (path: string, body: unknown = {}): Done => authRequest('POST', `/v1/admin${path}`, body, doneAnswer);

export interface RoleDraft {
  name: string;
  description: string | null;
  parentId: string | null;
  entitlements: string[];
}

export const adminActions = {
  approve: (person: string): Done => send(`/people/${person}/approve`),
  refuse: (person: string): Done => send(`/people/${person}/refuse`),
  signOut: (person: string): Done => send(`/people/${person}/sign-out`),
  grant: (person: string, roleId: string, expiresAt: string | null): Done =>
    send(`/people/${person}/roles`, { roleId, expiresAt }),
  withdraw: (person: string, roleId: string): Done => send(`/people/${person}/roles/withdraw`, { roleId }),
  saveRole: (id: string | null, draft: RoleDraft): Done => send(id === null ? '/roles' : `/roles/${id}`, draft),
  answerFeedback: (id: string, decision: FeedbackDecision): Done => send(`/feedback/${id}`, decision),
  changeFlag: (name: string, change: FlagChange): Done => send(`/flags/${name}`, change),
  addContent: (kind: EditedKind, added: { id: string; values: ContentValues }): Done => send(`/content/${kind}`, added),
  /** `mark`: of the answer that the change is made from. */
  saveContent: (kind: EditedKind, id: string, change: { mark: string; values: ContentValues }): Done =>
    send(`/content/${kind}/${id}`, change),
  putBackContent: (kind: EditedKind, id: string, mark: string, version: string): Done =>
    send(`/content/${kind}/${id}/put-back`, { mark, version }),
  takeShippedContent: (kind: EditedKind, id: string, mark: string): Done => send(`/content/${kind}/${id}/shipped`, { mark }),
  takeShippedIntroduction: (id: string): Done => send(`/content/introductions/${id}/shipped-with-steps`),
  describeEntitlement: (name: string, description: string | null): Done => send(`/entitlements/${name}`, { description }),
  deleteRole: (id: string): Done => send(`/roles/${id}/delete`),
};

/** Changes some fields of a row as the server has it now, for a page that does not show the others. */
export async function changeContent(kind: EditedKind, id: string, change: ContentValues): Done {
  const read = await readContentRow(kind, id);
  if (!read.ok) return read;
  const { mark, values } = read.value;
  return adminActions.saveContent(kind, id, { mark, values: { ...values, ...change } });
}
