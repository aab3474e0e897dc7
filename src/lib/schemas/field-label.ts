/** What a field is called on its page, so that a refusal can name it too (`formAction`). */
declare module 'zod' {
	interface GlobalMeta {
		label?: () => string;
	}
}

export {};
