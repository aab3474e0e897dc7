import '../zz/domain.ts';
