// /v1/admin/*: people and approvals, roles, the audit log. Invariant: every route begins with `requires`, which a test checks for each.
import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { AUDIT_EVENT_NAMES, AUDIT_STATUSES } from '#schema/access/audit-events.ts';
import { FEEDBACK_KINDS, FEEDBACK_PRIORITIES, FEEDBACK_STATUSES, feedbackLimits } from '#schema/feedback/rules.ts';
import { PEOPLE_STATES } from '#schema/protocol/admin.ts';
import { storableText } from '#schema/storable.ts';
import { noteInAuditLog } from '../auth/audit.ts';
import type { Mailer } from '../auth/mailer.ts';
import type { BlobSource } from '../blobs/send.ts';
import { readJson } from '../http/body.ts';
import type { AppContext } from '../http/context.ts';
import { RequestError } from '../http/wire-errors.ts';
import { errorFields, type Log } from '../log.ts';
import { createAccess, type AccessDeps, actorOf } from './access.ts';
import { auditCsv, listAudit, type AuditFilter } from './audit-log.ts';
import { contentRoutes } from './content-routes.ts';
import { approvedMail, refusedMail, suspendedMail } from './mails.ts';
import { answerFeedback, listFeedback, sendPicture } from './feedback.ts';
import { changeFlag } from './flags.ts';
import { idParam } from './id-param.ts';
import { cursorParam } from './pages.ts';
import { decide, listPeople, signOutEverywhere, type Decision } from './people.ts';
import { readServerHealth, type HealthSources } from './health.ts';
import { deleteRole, describeEntitlement, grantRole, listRoles, saveRole, withdrawRole } from './roles.ts';

const MAX_BODY_BYTES = 16 * 1024;

const typed = z.string().trim().max(200).transform(storableText);
const search = typed.transform((text) => (text === '' ? undefined : text)).optional();
const peopleParams = z.object({
  search,
  state: z.enum(PEOPLE_STATES).optional(),
  role: z.uuid().optional(),
  cursor: cursorParam.optional(),
});
const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const auditParams = z.object({
  who: search,
  /** Names with commas between them. */
  events: z
    .string()
    .max(2_000)
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(AUDIT_EVENT_NAMES)))
    .optional(),
  status: z.enum(AUDIT_STATUSES).optional(),
  from: instant.optional(),
  to: instant.optional(),
  cursor: cursorParam.optional(),
});
const noBody = z.object({});
const descriptionBody = z.object({ description: typed.transform((text) => text || null).nullable() });
const roleBody = z.object({
  name: typed.pipe(z.string().min(1).max(60)),
  description: typed.nullable(),
  parentId: z.uuid().nullable(),
  entitlements: z.array(z.string().max(100)).max(200),
});
const grantBody = z.object({ roleId: z.uuid(), expiresAt: instant.nullable() });
const withdrawBody = z.object({ roleId: z.uuid() });

const feedbackParams = z.object({
  search,
  status: z.enum(FEEDBACK_STATUSES).optional(),
  kind: z.enum(FEEDBACK_KINDS).optional(),
  cursor: cursorParam.optional(),
});
const longText = (max: number) => z.string().trim().max(max).transform(storableText);
const feedbackBody = z.object({
  status: z.enum(FEEDBACK_STATUSES),
  priority: z.enum(FEEDBACK_PRIORITIES),
  answer: longText(feedbackLimits.answer).nullable(),
});
const flagBody = z.object({
  enabled: z.boolean(),
  share: z.number().int().min(0).max(100),
  roleName: typed.pipe(z.string().min(1)).nullable(),
});
export interface AdminDeps extends AccessDeps {
  log: Log;
  mailer: Mailer;
  /** The app's address, without a trailing slash. */
  appUrl: () => string;
  health: HealthSources;
  files: BlobSource;
}

export function adminRoutes(deps: AdminDeps): Hono<AppContext> {
  const { pool, clock } = deps;
  const requires = createAccess(deps);
  return new Hono<AppContext>()
    .get('/people', requires('people.read'), async (c) => c.json(await listPeople(pool, clock.now(), params(c, peopleParams))))
    .post('/people/:id/approve', requires('people.admit'), (c) => decideAndTell(c, deps, 'approve'))
    .post('/people/:id/refuse', requires('people.admit'), (c) => decideAndTell(c, deps, 'refuse'))
    .post('/people/:id/sign-out', requires('people.admit'), async (c) => {
      await readJson(c, noBody, MAX_BODY_BYTES);
      await signOutEverywhere(c, deps, idParam(c));
      return c.json({ done: true });
    })
    .post('/people/:id/roles', requires('roles.grant'), async (c) => {
      const { roleId: role, expiresAt } = await readJson(c, grantBody, MAX_BODY_BYTES);
      await grantRole(c, deps, { person: idParam(c), role, expiresAt });
      return c.json({ done: true });
    })
    .post('/people/:id/roles/withdraw', requires('roles.grant'), async (c) => {
      const { roleId: role } = await readJson(c, withdrawBody, MAX_BODY_BYTES);
      await withdrawRole(c, deps, { person: idParam(c), role });
      return c.json({ done: true });
    })
    .get('/roles', requires('roles.read'), async (c) => c.json(await listRoles(pool, clock.now())))
    .post('/roles', requires('roles.edit'), async (c) => {
      await saveRole(c, deps, null, await readJson(c, roleBody, MAX_BODY_BYTES));
      return c.json({ done: true });
    })
    .post('/roles/:id', requires('roles.edit'), async (c) => {
      await saveRole(c, deps, idParam(c), await readJson(c, roleBody, MAX_BODY_BYTES));
      return c.json({ done: true });
    })
    .post('/roles/:id/delete', requires('roles.edit'), async (c) => {
      await readJson(c, noBody, MAX_BODY_BYTES);
      await deleteRole(c, deps, idParam(c));
      return c.json({ done: true });
    })
    .post('/entitlements/:name', requires('roles.edit'), async (c) => {
      const { description } = await readJson(c, descriptionBody, MAX_BODY_BYTES);
      await describeEntitlement(c, deps, c.req.param('name'), description);
      return c.json({ done: true });
    })
    .get('/audit', requires('audit.read'), async (c) => {
      const { cursor, ...filter } = params(c, auditParams);
      return c.json(await listAudit(pool, filter, cursor));
    })
    .get('/feedback', requires('feedback.read'), async (c) => c.json(await listFeedback(pool, params(c, feedbackParams))))
    .get('/feedback/:id/picture', requires('feedback.answer'), (c) => sendPicture(c, pool, deps.files, idParam(c)))
    .post('/feedback/:id', requires('feedback.answer'), async (c) => {
      await answerFeedback(c, deps, idParam(c), await readJson(c, feedbackBody, MAX_BODY_BYTES));
      return c.json({ done: true });
    })
    .post('/flags/:name', requires('flags.edit'), async (c) => {
      await changeFlag(c, deps, c.req.param('name'), await readJson(c, flagBody, MAX_BODY_BYTES));
      return c.json({ done: true });
    })
    .get('/health', requires('server.read'), async (c) => c.json(await readServerHealth(deps)))
    .route('/content', contentRoutes(deps, requires))
    .get('/audit/export', requires('audit.export'), (c) => exportAudit(c, deps, params(c, auditParams)));
}

/** The parameters of the address; those that are wrong are refused in words. */
function params<Schema extends z.ZodType>(c: Context<AppContext>, schema: Schema): z.output<Schema> {
  const parsed = schema.safeParse(c.req.query());
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new RequestError('bad_request', issue && `${issue.path.join('.')}: ${issue.message}`);
}

const MAILS = { account_approved: approvedMail, account_refused: refusedMail, account_suspended: suspendedMail };

async function decideAndTell(c: Context<AppContext>, deps: AdminDeps, decision: Decision): Promise<Response> {
  await readJson(c, noBody, MAX_BODY_BYTES);
  const { email, change } = await decide(c, deps, idParam(c), decision);
  if (change !== null) {
    // Not awaited: the decision stands whether or not the mail server takes the mail.
    deps.mailer
      .sendNotice({ to: email, ...MAILS[change](deps.appUrl()) })
      .catch((error: unknown) => deps.log.error(errorFields(error), 'a mail about an account could not be sent'));
  }
  return c.json({ done: true });
}

async function exportAudit(c: Context<AppContext>, { pool, clock }: AdminDeps, filter: AuditFilter): Promise<Response> {
  const { userId, sessionId, address } = actorOf(c);
  const facts = { event: 'audit_exported', status: 'success', userId, sessionId, address } as const;
  const details = Object.fromEntries(Object.entries(filter).filter(([name]) => name !== 'cursor'));
  await noteInAuditLog(c, pool, clock, { ...facts, resource: { type: 'audit_log', id: null }, details });
  c.header('content-type', 'text/csv; charset=utf-8');
  c.header('content-disposition', `attachment; filename="cadence-audit-${clock.now().toISOString().slice(0, 10)}.csv"`);
  const encoder = new TextEncoder();
  const lines = auditCsv(pool, filter);
  return c.body(
    new ReadableStream<Uint8Array>({
      async pull(controller) {
        const { done, value } = await lines.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
      async cancel() {
        await lines.return(undefined);
      },
    }),
  );
}
