import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { ownCertificate } from './certificate.ts';

interface Arrived {
	path: string;
	headers: IncomingHttpHeaders;
	body: Buffer;
}

export interface PushService {
	/** Its host and port, as PUSH_SERVICES names it. */
	host: string;
	origin: string;
	/** What vouches for it. */
	cert: string;
	arrived: Arrived[];
	/** Waits until so many have arrived. */
	until(count: number): Promise<void>;
	/** What it answers from now on. */
	answer(status: number): void;
	close(): Promise<void>;
}

const ARRIVES_WITHIN_MS = 40_000;

/** A push service on this machine, over https, that keeps what arrives. */
export async function pushService(): Promise<PushService> {
	const { key, cert } = ownCertificate();
	const arrived: Arrived[] = [];
	let status = 201;
	let ring = () => {};
	const server = createServer({ key, cert }, (request, response) => {
		const parts: Buffer[] = [];
		request.on('data', (part: Buffer) => parts.push(part));
		request.on('end', () => {
			arrived.push({ path: request.url!, headers: request.headers, body: Buffer.concat(parts) });
			response.writeHead(status).end();
			ring();
		});
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const host = `localhost:${(server.address() as AddressInfo).port}`;
	return {
		host,
		origin: `https://${host}`,
		cert,
		arrived,
		until: (count) =>
			new Promise((resolve, reject) => {
				const late = setTimeout(() => reject(new Error(`${arrived.length} of ${count} arrived`)), ARRIVES_WITHIN_MS);
				ring = () => {
					if (arrived.length < count) return;
					clearTimeout(late);
					resolve();
				};
				ring();
			}),
		answer: (next) => (status = next),
		async close() {
			server.close();
			server.closeAllConnections();
			await once(server, 'close').catch(() => {});
		}
	};
}

/** A browser's side of one device: its keys, and what it makes of a message for it. */
export function subscriber() {
	const curve = createECDH('prime256v1');
	const publicKey = curve.generateKeys();
	const secret = randomBytes(16);
	const derived = (key: Buffer, salt: Buffer, info: Buffer, length: number) =>
		Buffer.from(hkdfSync('sha256', key, salt, info, length));
	return {
		keys: { p256dh: publicKey.toString('base64url'), auth: secret.toString('base64url') },
		/** RFC 8291 (the keys) and RFC 8188 (the body, of one record). Throws for what was encrypted for another. */
		decrypted(body: Buffer): unknown {
			const salt = body.subarray(0, 16);
			const idLength = body[20]!;
			const sender = body.subarray(21, 21 + idLength);
			const sealed = body.subarray(21 + idLength);
			const info = Buffer.concat([Buffer.from('WebPush: info\0'), publicKey, sender]);
			const material = derived(curve.computeSecret(sender), secret, info, 32);
			const key = derived(material, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
			const nonce = derived(material, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
			const decipher = createDecipheriv('aes-128-gcm', key, nonce);
			decipher.setAuthTag(sealed.subarray(-16));
			const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
			const end = padded.lastIndexOf(2);
			if (padded.subarray(end + 1).some((byte) => byte !== 0)) throw new Error('not the last record');
			return JSON.parse(padded.subarray(0, end).toString());
		}
	};
}

/** What the sender proves itself by (RFC 8292): its key, and what it signed. Throws where the signature is not that key's. */
export function vapidOf(authorization: string): { key: string; claims: Record<string, unknown> } {
	const [, token, key] = /^vapid t=([\w-]+\.[\w-]+\.[\w-]+), ?k=([\w-]+)$/.exec(authorization)!;
	const [head, claims, signature] = token!.split('.') as [string, string, string];
	const point = Buffer.from(key!, 'base64url');
	const publicKey = createPublicKey({
		format: 'jwk',
		key: {
			kty: 'EC',
			crv: 'P-256',
			x: point.subarray(1, 33).toString('base64url'),
			y: point.subarray(33).toString('base64url')
		}
	});
	const { alg } = JSON.parse(Buffer.from(head, 'base64url').toString()) as { alg: string };
	const signed = Buffer.from(`${head}.${claims}`);
	const isTheirs =
		alg === 'ES256' &&
		verify('sha256', signed, { key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
	if (!isTheirs) throw new Error('signed by somebody else');
	return { key: key!, claims: JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown> };
}
