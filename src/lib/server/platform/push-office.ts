import { Agent, request } from 'node:https';

/** Where one device is told: the address its browser was given by its push service, and the keys messages are encrypted for. */
export interface PushAddress {
	endpoint: string;
	p256dh: string;
	auth: string;
}

export interface Pushed {
	/** What the device gets to read, encrypted for it alone. */
	payload: string;
	/** How long the service keeps it for a device that is off, in seconds. */
	ttl: number;
	/** A newer one of the same topic takes the place of an older one that still waits. */
	topic: string;
	urgency: 'normal' | 'high';
}

/** By what push services know this portal (VAPID, RFC 8292). */
export interface PushIdentity {
	publicKey: string;
	privateKey: string;
	/** Whom they turn to when something is wrong: `mailto:…`. */
	subject: string;
}

/** What takes notifications to push services. Throws {@link PushRefusal} for an answer that is no success, and whatever a connection throws. */
export interface PushOffice {
	send(to: PushAddress, pushed: Pushed, as: PushIdentity): Promise<void>;
	close(): void;
}

/** As an error carries it. */
export interface PushRefusal {
	statusCode: number;
	/** In seconds, where the service says when to come back. */
	retryAfter: number;
}

/** RFC 8188: the only one browsers of today are asked to know. */
const ENCODING = 'aes128gcm';
/** A service that keeps one waiting must not keep the others. */
const ANSWERS_WITHIN_MS = 10_000;

/** Sends over HTTPS. No redirection is followed, and of what is answered nothing is read but its status. */
export function httpsPushOffice(): PushOffice {
	const agent = new Agent({ keepAlive: true, maxSockets: 8 });
	return {
		async send({ endpoint, p256dh, auth }, { payload, ttl, topic, urgency }, { publicKey, privateKey, subject }) {
			// Only a portal whose people turned it on pays for what it brings.
			const { default: webPush } = await import('web-push');
			const { cipherText } = webPush.encrypt(p256dh, auth, payload, ENCODING);
			await post(
				agent,
				endpoint,
				{
					...webPush.getVapidHeaders(new URL(endpoint).origin, subject, publicKey, privateKey, ENCODING),
					'Content-Encoding': ENCODING,
					'Content-Type': 'application/octet-stream',
					'Content-Length': String(cipherText.length),
					TTL: String(ttl),
					Topic: topic,
					Urgency: urgency
				},
				cipherText
			);
		},
		close: () => agent.destroy()
	};
}

function post(agent: Agent, endpoint: string, headers: Record<string, string>, body: Buffer): Promise<void> {
	return new Promise((resolve, reject) => {
		const sent = request(
			endpoint,
			{ method: 'POST', agent, headers, signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) },
			(response) => {
				const { statusCode = 0, headers } = response;
				response.on('error', () => {});
				response.resume();
				if (statusCode >= 200 && statusCode <= 299) resolve();
				else
					reject(
						Object.assign(new Error(`The push service answered ${statusCode}.`), {
							statusCode,
							retryAfter: secondsIn(headers['retry-after'])
						} satisfies PushRefusal)
					);
			}
		);
		sent.on('error', reject);
		sent.end(body);
	});
}

/** Of a Retry-After in seconds; the other form, a date, is rare enough to be left to the usual pauses. */
const secondsIn = (header: string | undefined): number => (header && /^\d{1,6}$/.test(header) ? Number(header) : 0);
