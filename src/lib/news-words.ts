import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import type { NewsAudience, NewsRole } from '#lib/schemas/news-choices.ts';

/** Whoever holds a role, several of them. */
const HOLDERS: Record<NewsRole, () => string> = {
	administrator: m.news_roles_administrator,
	accounting: m.news_roles_accounting,
	technical: m.news_roles_technical,
	dpo: m.news_roles_dpo
};

/** For whom an item is, in a line: « Référents comptables des structures qui ont Finances ou Paie ». */
export function audienceWords({
	audience,
	products,
	roles
}: {
	audience: NewsAudience;
	/** By their names. */
	products: readonly string[];
	roles: readonly NewsRole[];
}): string {
	if (audience === 'public') return m.news_for_everybody();
	const one = (words: readonly string[]) => new Intl.ListFormat(getLocale(), { type: 'disjunction' }).format(words);
	const all = (words: readonly string[]) => new Intl.ListFormat(getLocale()).format(words);
	if (products.length > 0 && roles.length > 0)
		return m.news_for_both({ products: one(products), roles: all(held(roles)) });
	if (products.length > 0) return m.news_for_product({ products: one(products) });
	return roles.length > 0 ? m.news_for_role({ roles: all(held(roles)) }) : m.news_for_members();
}

/** Within a line only the first begins with a capital, but for what is one. */
const held = (roles: readonly NewsRole[]): string[] =>
	roles.map((role, index) => {
		const words = HOLDERS[role]();
		return index === 0 || /^\p{Lu}{2}/u.test(words) ? words : words.charAt(0).toLowerCase() + words.slice(1);
	});
