import { z } from 'zod';
import { civility, email, jobFunction, line, LOCALES, password, personName, phone, THEMES } from './person.ts';

export const signInInput = z.object({ email, password });

export const signUpInput = z.object({
	civility,
	firstName: personName,
	lastName: personName,
	email,
	function: jobFunction.default(''),
	structureName: line(160).default(''),
	customerNumber: line(40).default(''),
	password,
	confirmation: z.string().max(256)
});
export type SignUpInput = z.output<typeof signUpInput>;

export const token = z.string().max(128);
export const linkInput = z.object({ token });
export const proveAddressInput = z.object({ token, password: z.string().max(256).optional() });
export const forgottenInput = z.object({ email });
export const setPasswordInput = z.object({ token, password, confirmation: z.string().max(256) });

export const profileInput = z.object({
	civility,
	firstName: personName,
	lastName: personName,
	phone: phone.default('')
});
export const changePasswordInput = z.object({ currentPassword: password, password, confirmation: z.string().max(256) });
export const revokeSessionInput = z.object({ id: z.string().max(64) });
export const preferencesInput = z.object({ locale: z.enum(LOCALES).optional(), theme: z.enum(THEMES).optional() });
