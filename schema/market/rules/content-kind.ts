/** The kind under which ids of shipped items are made (`contentId`). */
export const MARKET_CONTENT = 'market_item';
