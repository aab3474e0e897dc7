import { expect, test } from 'vitest';
import { m } from '#lib/paraglide/messages.js';
import { reasonFor } from './send-now.ts';

test('whoever sends a message by hand is told what kept it from leaving', () => {
	expect(reasonFor('nothing')).toBe('');
	expect(reasonFor('away')).toBe(m.offline_not_sent_away());
	expect(reasonFor('signed out')).toBe(m.offline_not_sent_out());
	expect(reasonFor('later')).toBe(m.offline_not_sent_later());
	expect(reasonFor('busy')).toBe(m.offline_just_leaving());
});
