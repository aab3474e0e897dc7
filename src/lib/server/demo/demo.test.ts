import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { parsePhoneNumberFromString } from 'libphonenumber-js';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { cast, DEMO_PASSWORD, hasAccount, people } from './cast.ts';
import type { PersonKey } from './cast.ts';
import { documents } from './documents.ts';
import { news } from './news.ts';
import { structures } from './structures.ts';
import { tickets } from './tickets.ts';
import { vendor } from './vendor.ts';

const file = (name: string) => new URL(name, import.meta.url);
const isStaff = (key: PersonKey) => people[key].staff !== undefined;
const age = (m: { daysAgo: number; minutesOfDay: number }) => m.daysAgo * 24 * 60 - m.minutesOfDay;

function luhn(digits: string) {
	const doubled = [...digits].reverse().map((digit, place) => Number(digit) * (place % 2 ? 2 : 1));
	return doubled.reduce((sum, n) => sum + (n > 9 ? n - 9 : n), 0) % 10 === 0;
}

describe('people', () => {
	test('each of the cast is in the situation their name stands for', () => {
		const situation = (key: keyof typeof cast) =>
			cast[key].memberships.map(({ structure, access, role }) => `${structure} ${access} ${role}`);
		expect(situation('pia')).toEqual(['sexey pending user']);
		expect(situation('vera')).toEqual(['sexey active user']);
		expect(situation('adam')).toEqual(['sexey active administrator']);
		expect(situation('lola')).toEqual(['sexey locked user']);
		expect(situation('rene')).toEqual(['sexey refused user']);
		expect(situation('ines')).toEqual(['sexey none user']);
		expect(situation('otto')).toEqual(['commercy active administrator']);
		expect(situation('vic')).toEqual(['commercy active user']);
		expect(situation('noor')).toEqual([]);
		expect(situation('thea')).toEqual(['madon active user', 'sexey active user', 'maron active administrator']);
		expect([cast.sam.staff, cast.alix.staff, cast.mona.staff]).toEqual(['agent', 'agent', 'manager']);
		expect(Object.values(cast).filter(hasAccount)).toHaveLength(Object.keys(cast).length - 1);
		expect(hasAccount(cast.ines)).toBe(false);
	});

	test('mail addresses are unique, lower case, and reach nobody', () => {
		const emails = Object.values(people).map(({ email }) => email);
		expect(new Set(emails).size).toBe(emails.length);
		for (const email of [...emails, vendor.email, vendor.mailSender.email])
			expect(email).toMatch(/^[a-z][a-z.-]*@[a-z-]+\.example$/);
	});

	test('phones are of the ranges kept for fiction', () => {
		const numbers = [
			vendor.phone,
			...Object.values(people).map(({ phone }) => phone),
			...Object.values(structures).flatMap(({ phones }) => phones.map(({ number }) => number))
		].filter(Boolean);
		for (const number of numbers) {
			expect(number).toMatch(/^(019900|026191|035301|046571|053649|063998)\d{4}$/);
			expect(parsePhoneNumberFromString(number, 'FR')?.isValid()).toBe(true);
		}
	});

	test('only active people hold a role, one DPO a structure, and the password is one the rules accept', () => {
		for (const { memberships } of Object.values(people))
			for (const { access, referents } of memberships) expect(access === 'active' || referents.length === 0).toBe(true);
		for (const structure of Object.keys(structures)) {
			const dpos = Object.values(people).flatMap(({ memberships }) =>
				memberships.filter((m) => m.structure === structure && m.referents.includes('dpo'))
			);
			expect(dpos.length).toBeLessThanOrEqual(1);
		}
		expect(DEMO_PASSWORD).toMatch(/^(?=.*\d)(?=.*[A-Z])(?=.*[$?!&%*_@]).{8,}$/);
	});
});

test('structures have distinct customer numbers, SIRET with right check digits and fictional mail domains', () => {
	const all = Object.values(structures);
	for (const key of ['customerNumber', 'siret', 'mailDomain'] as const)
		expect(new Set(all.map((s) => s[key])).size).toBe(all.length);
	for (const { customerNumber, siret, mailDomain, address } of all) {
		expect(customerNumber).toMatch(/^C\d{5}$/);
		expect(siret).toMatch(/^\d{14}$/);
		expect([luhn(siret), luhn(siret.slice(0, 9))]).toEqual([true, true]);
		expect(mailDomain).toMatch(/^[a-z-]+\.example$/);
		expect(address.postalCode).toMatch(/^\d{5}$/);
	}
});

describe('tickets', () => {
	test('are opened by customers allowed to at that moment, and answered by staff or their people', () => {
		expect(tickets).toHaveLength(28);
		for (const { author, structure, messages, assignee, openedBy, participants = [] } of tickets) {
			expect(messages[0].by).toBe(openedBy ?? author);
			expect(messages[0].internal).toBeUndefined();
			expect(isStaff(author)).toBe(false);
			expect(hasAccount(people[author])).toBe(true);
			if (assignee) expect(isStaff(assignee)).toBe(true);
			if (structure) {
				const membership = people[author].memberships.find((m) => m.structure === structure);
				const cut = membership?.access === 'locked' || membership?.access === 'refused';
				expect(membership).toBeDefined();
				const since = membership!.sinceDaysAgo;
				for (const { by, daysAgo } of messages)
					if (by === author) expect(cut ? daysAgo > since : daysAgo <= since).toBe(true);
			}
			const customers = [author, openedBy, ...participants];
			for (const { by, internal } of messages) expect(customers.includes(by) ? !internal : isStaff(by)).toBe(true);
			for (const person of customers) if (person) expect(hasAccount(people[person])).toBe(true);
		}
	});

	test('stand in the order of time, messages too, and nothing lies in the future', () => {
		const opened = tickets.map(({ messages }) => age(messages[0]));
		expect(opened).toEqual([...opened].sort((a, b) => b - a));
		for (const { messages } of tickets) {
			const ages = messages.map(age);
			expect(ages).toEqual([...ages].sort((a, b) => b - a));
			for (const { daysAgo, minutesOfDay } of messages) {
				expect(daysAgo).toBeGreaterThanOrEqual(1);
				expect(minutesOfDay).toBeLessThan(24 * 60);
			}
		}
	});

	test('have the status which who wrote last gives them', () => {
		for (const { status, messages, assignee } of tickets) {
			const said = messages.filter(({ internal }) => !internal);
			const last = said.at(-1)!;
			const answered = said.some(({ by }) => isStaff(by));
			if (status === 'new') expect([messages.length, assignee]).toEqual([1, undefined]);
			else expect([answered, assignee !== undefined]).toEqual([true, true]);
			if (status === 'waiting' || status === 'resolved') expect(isStaff(last.by)).toBe(true);
			if (status === 'resolved') expect(last.daysAgo).toBeLessThanOrEqual(7);
		}
	});

	test('staff sign what they send, and nobody else does it for them', () => {
		for (const { messages } of tickets)
			for (const { by, body, internal } of messages)
				if (isStaff(by) && !internal) expect(body.split('\n').at(-1)).toContain(people[by].firstName);
	});

	test('show every status, urgency and category, a private one, a long one, and those of people not validated', () => {
		const seen = (key: 'status' | 'urgency' | 'category') => new Set(tickets.map((ticket) => ticket[key])).size;
		expect([seen('status'), seen('urgency'), seen('category')]).toEqual([5, 3, 5]);
		expect(tickets.filter((ticket) => ticket.private)).toHaveLength(3);
		expect(Math.max(...tickets.map(({ messages }) => messages.length))).toBe(9);
		expect(Math.max(...tickets.map(({ subject }) => subject.length))).toBeGreaterThan(150);
		expect(tickets.filter(({ author }) => author === 'pia')).toHaveLength(2);
		expect(tickets.filter(({ author, structure }) => author === 'noor' && structure === null)).toHaveLength(1);
	});
});

describe('what the vendor shows', () => {
	test('every news has its picture, sized, light and described', async () => {
		expect(news.filter(({ audience }) => audience === 'public')).toHaveLength(4);
		expect(news.filter(({ audience }) => audience === 'inside')).toHaveLength(2);
		for (const { picture, alternative } of news) {
			const bytes = readFileSync(file(`pictures/${picture}`));
			const { format, width, height } = await sharp(bytes).metadata();
			expect([format, width, height]).toEqual(['webp', 1200, 675]);
			expect(bytes.length).toBeLessThanOrEqual(60_000);
			expect(alternative.length).toBeGreaterThan(20);
			expect(existsSync(file(`pictures/${picture.replace('.webp', '.svg')}`))).toBe(true);
		}
	});

	test('no drawing carries a script or reaches outside itself', () => {
		const drawings = readdirSync(file('pictures')).filter((name) => name.endsWith('.svg'));
		for (const name of [...Object.values(vendor.logo), ...drawings.map((drawing) => `pictures/${drawing}`)])
			expect(readFileSync(file(name), 'utf8')).not.toMatch(/<script|<text|<image|\son\w+=|(href|src)="(?!#)/i);
	});

	test('every document is a PDF', () => {
		for (const document of documents) expect(readFileSync(file(document.file)).subarray(0, 5).toString()).toBe('%PDF-');
	});

	test('the colour carries white text', () => {
		const [r, g, b] = vendor.color.match(/[0-9a-f]{2}/g)!.map((hex) => {
			const value = parseInt(hex, 16) / 255;
			return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
		}) as [number, number, number];
		expect(1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05)).toBeGreaterThan(7);
	});
});
