import { createECDH } from 'node:crypto';
import { z } from 'zod';
import type { Base } from '#server/platform/context.ts';
import { transact } from '#server/platform/db.ts';
import type { PushIdentity } from '#server/platform/push-office.ts';
import { storedSetting } from '#server/platform/stored-settings.ts';

/**
 * The pair of keys push services know this portal by, for good: every device was turned on for this public one. It lies in
 * the database, so that a backup brings it back together with the devices.
 */
const stored = storedSetting(
	'push-keys',
	z.object({ publicKey: z.string().default(''), privateKey: z.string().default('') })
);

type Keys = Pick<PushIdentity, 'publicKey' | 'privateKey'>;

/** The keys, made where there are none: at the first start. */
export async function pushKeys(ctx: Pick<Base, 'db' | 'now'>): Promise<Keys> {
	const known = await stored.of(ctx.db);
	if (known.privateKey) return known;
	return transact(ctx, async (ctx) => {
		const meanwhile = await stored.of(ctx.db);
		if (meanwhile.privateKey) return meanwhile;
		const made = newKeys();
		await stored.save(ctx, made);
		return made;
	});
}

function newKeys(): Keys {
	const curve = createECDH('prime256v1');
	curve.generateKeys();
	// A private key that begins with zero comes a byte short.
	const privateKey = Buffer.alloc(32);
	const bytes = curve.getPrivateKey();
	bytes.copy(privateKey, 32 - bytes.length);
	return { publicKey: curve.getPublicKey('base64url'), privateKey: privateKey.toString('base64url') };
}
