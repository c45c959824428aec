// The id of a shipped exercise, from its key.
import { contentId } from '../../ids.ts';

export const exerciseRowId = (key: string): string => contentId('exercise', key);
