import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { CATEGORY_LABEL_MAX, PRODUCT_NAME_MAX } from './catalogue-limits.ts';
import './field-label.ts';
import { id } from './form-fields.ts';
import { requiredLine } from './person.ts';

const direction = z.enum(['up', 'down']);
/** Without: a new one. */
const known = z.preprocess((value) => (value === '' ? undefined : value), id.optional());

export const categoryInput = z.object({ category: id });
export const saveCategoryInput = z.object({
	category: known,
	labelFr: requiredLine(CATEGORY_LABEL_MAX).meta({ label: m.settings_category_fr }),
	labelEn: requiredLine(CATEGORY_LABEL_MAX).meta({ label: m.settings_category_en })
});
export const moveCategoryInput = z.object({ category: id, direction });

export const productInput = z.object({ product: id });
export const saveProductInput = z.object({
	product: known,
	name: requiredLine(PRODUCT_NAME_MAX).meta({ label: m.settings_product_name })
});
export const moveProductInput = z.object({ product: id, direction });
