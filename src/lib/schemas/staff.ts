import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import './field-label.ts';
import { id } from './form-fields.ts';
import { email, personName } from './person.ts';

const role = z.enum(['agent', 'manager']).meta({ label: m.settings_role });

export const inviteStaffInput = z.object({
	email: email.meta({ label: m.settings_staff_email }),
	firstName: personName.meta({ label: m.accounts_first_name }),
	lastName: personName.meta({ label: m.accounts_last_name }),
	role
});
export const staffInvitationInput = z.object({ invitation: id });
export const staffInput = z.object({ account: id });
export const staffRoleInput = z.object({ account: id, role });
