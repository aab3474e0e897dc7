import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import './field-label.ts';
import { id } from './form-fields.ts';
import { civility, email, jobFunction, line, LOCALES, password, personName, phone, THEMES } from './person.ts';

const login = email.meta({ label: m.accounts_sign_in_email });
const newPassword = {
	password: password.meta({ label: m.accounts_new_password }),
	confirmation: z.string().max(256).meta({ label: m.accounts_confirmation })
};
const names = {
	civility: civility.meta({ label: m.accounts_civility }),
	firstName: personName.meta({ label: m.accounts_first_name }),
	lastName: personName.meta({ label: m.accounts_last_name })
};

export const signInInput = z.object({ email: login, password: password.meta({ label: m.accounts_sign_in_password }) });

export const signUpInput = z.object({
	...names,
	function: jobFunction.default('').meta({ label: m.accounts_function }),
	structureName: line(160).default('').meta({ label: m.accounts_structure_name }),
	customerNumber: line(40).default('').meta({ label: m.accounts_customer_number }),
	email: login,
	...newPassword
});
export type SignUpInput = z.output<typeof signUpInput>;

export const token = z.string().max(128);
export const linkInput = z.object({ token });
export const proveAddressInput = z.object({
	token,
	password: z.string().max(256).optional().meta({ label: m.accounts_sign_in_password })
});
export const forgottenInput = z.object({ email: login });
export const setPasswordInput = z.object({ token, ...newPassword });

/** A token of the old portal, signed there: longer than those of our own links. */
export const MOST_HANDOFF_CHARACTERS = 2000;
const handoffToken = z.string().max(MOST_HANDOFF_CHARACTERS);
export const handoffInput = z.object({ token: handoffToken });
export const acceptHandoffInput = z.object({ token: handoffToken, ...newPassword });

/** Whoever has a login already needs no password to accept. */
export const acceptInvitationInput = z.object({
	token,
	password: z.string().max(256).default('').meta({ label: m.accounts_new_password }),
	confirmation: z.string().max(256).default('').meta({ label: m.accounts_confirmation })
});

export const profileInput = z.object({
	...names,
	phone: phone.default('').meta({ label: m.accounts_phone })
});
/** Far more structures than one person is known in: those beyond are asked about nowhere. */
export const MOST_FUNCTIONS = 150;
/** What somebody says of themselves, and what they do in each of their structures, by contact. */
export const detailsInput = z.object({
	...profileInput.shape,
	functions: z
		.record(id, jobFunction)
		.refine((said) => Object.keys(said).length <= MOST_FUNCTIONS)
		.default({})
		.meta({ label: m.accounts_function })
});
/** The same as a form sends it: a field for each place, called as a refusal of it will be. */
export const detailsForm = z.preprocess((fields: Record<string, unknown>) => {
	const functions = Object.entries(fields).flatMap(([name, value]) =>
		name.startsWith(FUNCTION_OF) ? [[name.slice(FUNCTION_OF.length), value] as const] : []
	);
	return { ...fields, functions: Object.fromEntries(functions) };
}, detailsInput);
const FUNCTION_OF = 'functions.';
export const changePasswordInput = z.object({
	currentPassword: password.meta({ label: m.accounts_current_password }),
	...newPassword
});
export const revokeSessionInput = z.object({ id: z.string().max(64) });
export const preferencesInput = z.object({ locale: z.enum(LOCALES).optional(), theme: z.enum(THEMES).optional() });
