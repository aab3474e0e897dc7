import { overwriteGetLocale, type Locale } from '#lib/paraglide/runtime.js';

// The server decides the language and writes it on the page.
overwriteGetLocale(() => document.documentElement.lang as Locale);
