import {
	createStructureInput,
	directoryInput,
	mailDomainInput,
	setCustomerNumberInput,
	setProductsInput,
	setTicketVisibilityInput,
	structureOverviewInput
} from '#lib/schemas/structures.ts';
import { procedureIn, router } from '#server/platform/trpc.ts';
import { setCustomerNumber } from './customer-numbers.ts';
import { directory } from './directory.ts';
import { createStructure } from './domain.ts';
import { addMailDomain, removeMailDomain } from './mail-domains.ts';
import { readOverview } from './overview.ts';
import { readProducts, setProducts } from './products.ts';
import { readStructure } from './reading.ts';
import { setTicketVisibility } from './visibility.ts';

const procedure = procedureIn('structures');
const administratorsOnly = procedureIn('structures', 'administrator');
const staff = procedureIn('structures', 'staff');

export const structures = router({
	read: procedure.query(({ ctx }) => readStructure(ctx)),
	setTicketVisibility: administratorsOnly
		.input(setTicketVisibilityInput)
		.mutation(({ ctx, input }) => setTicketVisibility(ctx, input)),

	directory: staff.input(directoryInput).query(({ ctx, input }) => directory(ctx, input)),
	overview: staff.input(structureOverviewInput).query(({ ctx, input }) => readOverview(ctx, input)),
	create: staff.input(createStructureInput).mutation(async ({ ctx, input }) => {
		const { id } = await createStructure(ctx, input);
		return { id };
	}),
	setCustomerNumber: staff.input(setCustomerNumberInput).mutation(({ ctx, input }) => setCustomerNumber(ctx, input)),
	products: staff.input(structureOverviewInput).query(({ ctx, input }) => readProducts(ctx, input)),
	setProducts: staff.input(setProductsInput).mutation(({ ctx, input }) => setProducts(ctx, input)),
	addMailDomain: staff.input(mailDomainInput).mutation(({ ctx, input }) => addMailDomain(ctx, input)),
	removeMailDomain: staff.input(mailDomainInput).mutation(({ ctx, input }) => removeMailDomain(ctx, input))
});
