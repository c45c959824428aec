// Names of this machine.
const LOCAL = new Set(['localhost', '127.0.0.1', '::1', '[::1]']);

export const isLocalName = (host: string): boolean => LOCAL.has(host) || host.endsWith('.localhost');
