// The process of one group of benches, named by its argument.
import { groups } from './index.ts';
import { reportGroup } from './report-group.ts';

const group = groups[process.argv[2] ?? ''];
if (!group) throw new Error(`there is no group ${process.argv[2]}`);
await reportGroup(group.bench);
