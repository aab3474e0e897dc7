import { generateKeyPairSync, sign } from 'node:crypto';

/** In the encoding certificates are written in (DER): what it is, how long it is, and what is in it. */
function der(tag: number, ...parts: Buffer[]): Buffer {
	const content = Buffer.concat(parts);
	const { length } = content;
	const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
	return Buffer.concat([Buffer.from([tag, ...head]), content]);
}

const sequence = (...parts: Buffer[]) => der(0x30, ...parts);
const number = (value: number) => der(0x02, Buffer.from([value]));
const oid = (...bytes: number[]) => der(0x06, Buffer.from(bytes));
const bits = (bytes: Buffer) => der(0x03, Buffer.from([0]), bytes);
const octets = (content: Buffer) => der(0x04, content);
const moment = (offsetDays: number) =>
	der(
		0x17,
		Buffer.from(`${new Date(Date.now() + offsetDays * 86_400_000).toISOString().replace(/\D/g, '').slice(2, 14)}Z`)
	);

const ECDSA_WITH_SHA256 = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));
const NAME = sequence(der(0x31, sequence(oid(0x55, 0x04, 0x03), der(0x0c, Buffer.from('localhost')))));

/** A certificate of localhost that vouches for itself, for as long as a test lasts: there is no key to keep. */
export function ownCertificate(): { key: string; cert: string } {
	const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const isAuthority = sequence(oid(0x55, 0x1d, 0x13), octets(sequence(der(0x01, Buffer.from([255])))));
	const hosts = sequence(oid(0x55, 0x1d, 0x11), octets(sequence(der(0x82, Buffer.from('localhost')))));
	const told = sequence(
		der(0xa0, number(2)),
		number(1),
		ECDSA_WITH_SHA256,
		NAME,
		sequence(moment(-1), moment(2)),
		NAME,
		publicKey.export({ type: 'spki', format: 'der' }),
		der(0xa3, sequence(isAuthority, hosts))
	);
	const certificate = sequence(told, ECDSA_WITH_SHA256, bits(sign('sha256', told, privateKey)));
	const lines = certificate.toString('base64').match(/.{1,64}/g)!;
	return {
		key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
		cert: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
	};
}
