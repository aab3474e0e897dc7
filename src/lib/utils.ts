import '#server/zz/domain.ts';
