// The ids in addresses. A query by something that is no UUID fails in the database, so that no page is opened with one.

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Parameters of addresses that name a row: `id`, or a name that ends in `Id`. */
export const isIdParam = (name: string): boolean => name === 'id' || name.endsWith('Id');

export const hasMalformedId = (params: Readonly<Record<string, unknown>>): boolean =>
  Object.entries(params).some(([name, value]) => isIdParam(name) && !(typeof value === 'string' && UUID.test(value)));
