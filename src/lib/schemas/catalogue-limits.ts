export const CATEGORY_LABEL_MAX = 60;
export const PRODUCT_NAME_MAX = 80;
