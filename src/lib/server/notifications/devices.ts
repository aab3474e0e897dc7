import { ECDH } from 'node:crypto';
import { m } from '#lib/paraglide/messages.js';
import type { QuietHoursInput, TurnOnInput } from '#lib/schemas/notifications.ts';
import { recordAudit } from '#server/audit/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { afterCommit, transact } from '#server/platform/db.ts';
import { deviceName } from '#server/platform/device-name.ts';
import { AppError } from '#server/platform/errors.ts';
import { hashSecret, newId } from '#server/platform/ids.ts';
import { after, consume } from '#server/platform/limits.ts';
import { isPushService } from '#server/platform/push-services.ts';
import * as deviceStore from './device-store.ts';
import { pushKeys } from './push-keys.ts';
import * as pushStore from './push-store.ts';

/** Of one account; with one more the oldest goes. */
const MOST_DEVICES = 20;
const TURNED_ON_PER_ACCOUNT = { points: 60, seconds: 3600 };
const TESTS_PER_ACCOUNT = { points: 10, seconds: 600 };
/** Long enough for a phone in a pocket, short enough to be understood when it comes. */
const TEST_SECONDS = 300;

/** What a browser needs to be turned on, and what it was turned on for: a device is renewed once in each new session. */
export async function pushOf(ctx: Ctx<'signedIn'>): Promise<{ key: string; session: string }> {
	const { publicKey } = await pushKeys(ctx);
	return { key: publicKey, session: hashSecret(`push ${ctx.sessionHash}`).slice(0, 16) };
}

/** The devices that are told, the newest first. */
export async function devices(ctx: Ctx<'signedIn'>) {
	const rows = await deviceStore.devicesOf(ctx.db, [ctx.actor.account.id], ctx.now());
	return rows.reverse().map(({ id, userAgent, createdAt, deliveredAt, sessionHash, endpoint }) => ({
		id,
		...deviceName(userAgent),
		createdAt,
		deliveredAt,
		current: sessionHash === ctx.sessionHash,
		/** By which a browser knows itself among them without the address being told. */
		mark: hashSecret(endpoint)
	}));
}

/**
 * Turns this browser on, for as long as the session lasts. Refused unless messages for it go to a known push service. A
 * browser that does so by itself stays off where it was taken off meanwhile, perhaps from another device.
 */
export async function turnOn(
	ctx: Ctx<'signedIn'>,
	{ endpoint, p256dh, auth, renews }: TurnOnInput
): Promise<{ on: boolean }> {
	const { account } = ctx.actor;
	await consume(ctx, `push:on:${account.id}`, TURNED_ON_PER_ACCOUNT);
	if (!isPushService(endpoint, ctx.settings.pushServices) || !isOnCurve(p256dh))
		throw new AppError('invalid', m.push_service_unknown());
	return transact(ctx, async (ctx) => {
		const { sessionHash } = ctx;
		if (!sessionHash || !(await deviceStore.lasts(ctx.db, sessionHash, account.id, ctx.now())))
			throw new AppError('unauthenticated', m.errors_unauthenticated());
		if (renews && (await deviceStore.wasTakenOff(ctx.db, account.id, hashSecret(renews)))) return { on: false };
		await deviceStore.putDevice(ctx.db, {
			id: newId(),
			accountId: account.id,
			sessionHash,
			endpoint,
			p256dh,
			auth,
			userAgent: ctx.request.userAgent.slice(0, 400),
			createdAt: ctx.now(),
			deliveredAt: null
		});
		await deviceStore.keepNewest(ctx.db, account.id, MOST_DEVICES);
		await deviceStore.isWantedAgain(ctx.db, account.id, hashSecret(endpoint));
		await recordAudit(ctx, 'push.turned_on', account.id);
		return { on: true };
	});
}

function isOnCurve(p256dh: string): boolean {
	try {
		ECDH.convertKey(p256dh, 'prime256v1', 'base64url');
		return true;
	} catch {
		return false;
	}
}

/** What the browser itself takes back; nothing where it was not on. */
export function turnOff(ctx: Ctx<'signedIn'>, { endpoint }: { endpoint: string }): Promise<void> {
	const { id } = ctx.actor.account;
	return transact(ctx, async (ctx) => {
		if (await deviceStore.removeEndpoint(ctx.db, id, endpoint)) await recordAudit(ctx, 'push.turned_off', id);
	});
}

/** Takes a device off, whichever it is and wherever it lies. */
export function removeDevice(ctx: Ctx<'signedIn'>, { id }: { id: string }): Promise<void> {
	return transact(ctx, async (ctx) => {
		const account = ctx.actor.account.id;
		const endpoint = await deviceStore.removeDevice(ctx.db, account, id);
		if (!endpoint) throw new AppError('not_found', m.errors_not_found());
		// The browser itself may be told of it in another session only.
		await deviceStore.noteTakenOff(ctx.db, { accountId: account, mark: hashSecret(endpoint), takenOffAt: ctx.now() });
		await recordAudit(ctx, 'push.turned_off', account);
	});
}

/** Sends a test to one of one's own devices, quiet hours or not: whoever asks is awake. */
export async function testDevice(ctx: Ctx<'signedIn'>, { id }: { id: string }): Promise<void> {
	const { account } = ctx.actor;
	await consume(ctx, `push:test:${account.id}`, TESTS_PER_ACCOUNT);
	await transact(ctx, async (ctx) => {
		const device = await deviceStore.findDevice(ctx.db, account.id, id);
		if (!device) throw new AppError('not_found', m.errors_not_found());
		const about = { outboxId: null, kind: 'push.test', event: 'test' as const, recipient: account.email };
		const nothing = { ticketId: null, contactId: null, newsId: null, readAt: null, deliveredAt: null, settledAt: null };
		const createdAt = ctx.now();
		const endsAt = after(createdAt, TEST_SECONDS);
		await pushStore.insertNotice(
			ctx.db,
			{ id: newId(), accountId: account.id, ...about, ...nothing, bulk: 0, createdAt, endsAt },
			[device.id]
		);
		await recordAudit(ctx, 'push.tested', account.id);
		afterCommit(ctx.db, ctx.wake);
	});
}

/** The person opened what a device told: it is read, and no mail tells it again. */
export async function noteOpened(ctx: Ctx<'signedIn'>, { id }: { id: string }): Promise<void> {
	await pushStore.markRead(ctx.db, ctx.actor.account.id, id, ctx.now());
}

export async function quietHours(ctx: Ctx<'signedIn'>): Promise<{ begins: string; ends: string; days: string[] }> {
	const [row] = await deviceStore.quietHoursOf(ctx.db, [ctx.actor.account.id]);
	return { begins: row?.begins ?? '', ends: row?.ends ?? '', days: [...(row?.wholeDays ?? '')] };
}

export function setQuietHours(ctx: Ctx<'signedIn'>, { begins, ends, days }: QuietHoursInput): Promise<void> {
	const { id } = ctx.actor.account;
	return transact(ctx, async (ctx) => {
		await deviceStore.setQuietHours(ctx.db, id, { begins, ends, wholeDays: days.toSorted().join('') });
		await recordAudit(ctx, 'preferences.changed', id);
	});
}
