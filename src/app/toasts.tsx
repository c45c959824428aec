// Where short messages appear; src/ui/toast.tsx writes them.
import { Notifications } from '@mantine/notifications';

const Toasts = () => <Notifications position="bottom-center" containerWidth={420} limit={3} notificationMaxHeight={480} />;

export default Toasts;
