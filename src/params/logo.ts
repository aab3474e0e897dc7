/** The pictures that stand for the vendor. */
export const match = (name: string): name is 'logo' | 'logo-dark' | 'icon' =>
	['logo', 'logo-dark', 'icon'].includes(name);
