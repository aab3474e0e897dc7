import {
	categoryInput,
	moveCategoryInput,
	moveProductInput,
	productInput,
	saveCategoryInput,
	saveProductInput
} from '#lib/schemas/catalogue.ts';
import { procedureIn } from '#server/platform/trpc.ts';
import * as categories from './categories.ts';
import * as products from './products.ts';

const managers = procedureIn('tickets', 'manager');

/** What tickets may be about: managers alone change it. */
export const catalogueProcedures = {
	categories: managers.query(({ ctx }) => categories.listCategories(ctx)),
	saveCategory: managers.input(saveCategoryInput).mutation(({ ctx, input }) => categories.saveCategory(ctx, input)),
	moveCategory: managers.input(moveCategoryInput).mutation(({ ctx, input }) => categories.moveCategory(ctx, input)),
	retireCategory: managers.input(categoryInput).mutation(({ ctx, input }) => categories.retireCategory(ctx, input)),
	bringCategoryBack: managers
		.input(categoryInput)
		.mutation(({ ctx, input }) => categories.bringCategoryBack(ctx, input)),

	products: managers.query(({ ctx }) => products.listProducts(ctx)),
	saveProduct: managers.input(saveProductInput).mutation(({ ctx, input }) => products.saveProduct(ctx, input)),
	moveProduct: managers.input(moveProductInput).mutation(({ ctx, input }) => products.moveProduct(ctx, input)),
	retireProduct: managers.input(productInput).mutation(({ ctx, input }) => products.retireProduct(ctx, input)),
	bringProductBack: managers.input(productInput).mutation(({ ctx, input }) => products.bringProductBack(ctx, input))
};
