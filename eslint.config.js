import { builtinModules } from 'node:module';
import svelte from 'eslint-plugin-svelte';
import { defineConfig, globalIgnores } from 'eslint/config';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/** Attributes whose value a person reads or hears. */
const SPOKEN =
	'/^(aria-label|aria-description|aria-roledescription|aria-valuetext|aria-placeholder|title|placeholder|alt|label|legend|hint|heading|summary)$/';
const LETTER = '/\\p{L}/u';
const message = 'A text people read belongs in messages/, in French and in English.';

/** Words written into the markup instead of messages/. */
const literalWords = [
	`SvelteElement:not([name.name=/^(script|style)$/]) > SvelteText[value=${LETTER}]`,
	`Program > SvelteText[value=${LETTER}]`,
	`:matches(SvelteIfBlock, SvelteElseBlock, SvelteEachBlock, SvelteKeyBlock, SvelteSnippetBlock, SvelteAwaitPendingBlock, SvelteAwaitThenBlock, SvelteAwaitCatchBlock) > SvelteText[value=${LETTER}]`,
	`SvelteAttribute[key.name=${SPOKEN}] > SvelteLiteral[value=${LETTER}]`,
	`SvelteAttribute[key.name=${SPOKEN}] > SvelteMustacheTag > :matches(Literal[value=${LETTER}], TemplateLiteral > TemplateElement[value.cooked=${LETTER}])`,
	`SvelteAttribute[key.name=${SPOKEN}] > SvelteMustacheTag > ConditionalExpression > Literal[value=${LETTER}]`,
	`SvelteMustacheTag[parent.type!=SvelteAttribute] > Literal[value=${LETTER}]`,
	`SvelteMustacheTag[parent.type!=SvelteAttribute] > ConditionalExpression > Literal[value=${LETTER}]`
].map((selector) => ({ selector, message }));

/** What the type checker does not see. */
const MISTAKES = [
	'no-async-promise-executor',
	'no-case-declarations',
	'no-cond-assign',
	'no-constant-binary-expression',
	'no-control-regex',
	'no-debugger',
	'no-duplicate-case',
	'no-empty-pattern',
	'no-fallthrough',
	'no-loss-of-precision',
	'no-misleading-character-class',
	'no-self-assign',
	'no-sparse-arrays',
	'no-unsafe-finally',
	'no-useless-backreference',
	'no-useless-catch',
	'no-useless-escape',
	'use-isnan'
];

export default defineConfig([
	globalIgnores([
		'build/',
		'.svelte-kit/',
		'data/',
		'src/lib/paraglide/',
		'src/lib/server/places/generated/',
		'test-results/',
		'playwright-report/',
		'project.inlang/'
	]),
	ts.configs.recommended,
	svelte.configs.recommended,
	{
		linterOptions: { reportUnusedDisableDirectives: 'error' },
		rules: {
			// TypeScript knows every name already.
			'no-undef': 'off',
			...Object.fromEntries(MISTAKES.map((rule) => [rule, 'error'])),
			'@typescript-eslint/no-unused-vars': [
				'error',
				{ argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' }
			],
			'@typescript-eslint/consistent-type-imports': 'error',
			'no-console': 'error',
			eqeqeq: ['error', 'always', { null: 'ignore' }],
			'no-restricted-imports': [
				'error',
				{
					paths: builtinModules
						.filter((name) => !name.startsWith('_'))
						.map((name) => ({ name, message: `Write node:${name}.` }))
				}
			]
		}
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig } },
		rules: {
			'svelte/no-at-html-tags': 'error',
			'svelte/no-target-blank': 'error',
			// One base path, the root: addresses are built by hand and stay readable.
			'svelte/no-navigation-without-resolve': 'off'
		}
	},
	{
		files: ['src/**/*.svelte'],
		ignores: ['src/routes/dev/**'],
		rules: { 'no-restricted-syntax': ['error', ...literalWords] }
	},
	// What an operator starts speaks on the terminal.
	{ files: ['src/cli/**', 'scripts/**'], rules: { 'no-console': 'off' } }
]);
