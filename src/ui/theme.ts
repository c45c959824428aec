// The look in one place: colours, type, spacing and motion as tokens over Mantine. Everything else takes them from here.
// Invariant: text meets 4.5:1 and controls 3:1 on the surfaces below, in both themes; motion lasts at most 200 ms.
import {
  createTheme,
  defaultVariantColorsResolver,
  type ActionIconFactory,
  type AlertFactory,
  type ButtonFactory,
  type CSSVariablesResolver,
  type ExtendComponent,
  type InputFactory,
  type MantineColorsTuple,
  type ModalFactory,
  type NotificationFactory,
  type PopoverFactory,
  type SegmentedControlFactory,
  type TooltipFactory,
  type VariantColorsResolver,
} from '@mantine/core';

/** The one accent: pine. Shade 7 carries white text, shade 3 carries black. */
const pine: MantineColorsTuple = [
  '#eaf7f4',
  '#d3ebe6',
  '#a5d8ce',
  '#74c5b6',
  '#4bb3a1',
  '#2f9d8b',
  '#1b8473',
  '#0d6b5d',
  '#07564b',
  '#03423a',
];

/** Warm neutrals for light surfaces. */
const gray: MantineColorsTuple = [
  '#f7f7f5',
  '#efeeeb',
  '#e4e3df',
  '#d3d2cd',
  '#b9b8b3',
  '#96958f',
  '#737169',
  '#5b5a54',
  '#3c3b37',
  '#1d1d1b',
];

/** Cool, near-black neutrals for dark surfaces, lightest first as Mantine wants them. */
const dark: MantineColorsTuple = [
  '#e6e6e3',
  '#c2c3c4',
  '#a3a5a9',
  '#85878d',
  '#5d6068',
  '#3b3e44',
  '#2a2c31',
  '#1c1d20',
  '#141517',
  '#0d0e0f',
];

export const FAST_MS = 120;
export const SLOW_MS = 200;

const fade = { transition: 'fade', duration: FAST_MS } as const;

/** The accent is dark in the light theme and light in the dark one, so the text on it must turn too. */
const variantColorResolver: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input);
  const isAccent = input.color === undefined || input.color === 'pine';
  return input.variant === 'filled' && isAccent ? { ...colors, color: 'var(--mantine-primary-color-contrast)' } : colors;
};

/** Checked by types only: `Modal.extend` would put dialogs, inputs and tooltips into the script that every page loads first. */
const components = {
  // Coloured titles on their own soft colour were below 4.5:1, yellow at 2.69.
  Alert: { styles: { title: { color: 'var(--mantine-color-text)' } } },
  Button: { defaultProps: { size: 'md', fw: 560 } },
  ActionIcon: { defaultProps: { size: 44, variant: 'subtle', color: 'gray' } },
  Input: { defaultProps: { size: 'md' } },
  Modal: {
    defaultProps: { transitionProps: { transition: 'fade', duration: SLOW_MS }, radius: 'md', centered: true },
  },
  // Mantine draws no line beside the chosen one: of three, a single line would remain.
  SegmentedControl: { defaultProps: { withItemsBorders: false } },
  // The cross has no text of its own.
  Notification: {
    defaultProps: { closeButtonProps: { 'aria-label': 'Close' } },
    styles: { title: { overflow: 'visible', whiteSpace: 'normal', overflowWrap: 'anywhere' } },
  },
  Popover: { defaultProps: { transitionProps: fade, shadow: 'md', radius: 'md' } },
  Tooltip: { defaultProps: { transitionProps: fade, openDelay: 400 } },
} satisfies {
  ActionIcon: ExtendComponent<ActionIconFactory>;
  Alert: ExtendComponent<AlertFactory>;
  Button: ExtendComponent<ButtonFactory>;
  Input: ExtendComponent<InputFactory>;
  Modal: ExtendComponent<ModalFactory>;
  Notification: ExtendComponent<NotificationFactory>;
  Popover: ExtendComponent<PopoverFactory>;
  SegmentedControl: ExtendComponent<SegmentedControlFactory>;
  Tooltip: ExtendComponent<TooltipFactory>;
};

export const theme = createTheme({
  primaryColor: 'pine',
  primaryShade: { light: 7, dark: 3 },
  colors: { pine, gray, dark },
  white: '#ffffff',
  black: '#1d1d1b',
  variantColorResolver,
  autoContrast: true,
  luminanceThreshold: 0.32,
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, monospace",
  headings: {
    fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
    fontWeight: '620',
    sizes: {
      h1: { fontSize: '1.75rem', lineHeight: '2.25rem' },
      h2: { fontSize: '1.25rem', lineHeight: '1.75rem' },
      h3: { fontSize: '1.0625rem', lineHeight: '1.5rem' },
      h4: { fontSize: '1rem', lineHeight: '1.5rem' },
    },
  },
  // Every distance is a multiple of 4 px.
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  radius: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  defaultRadius: 'sm',
  shadows: {
    xs: '0 1px 2px rgb(0 0 0 / 6%)',
    sm: '0 1px 3px rgb(0 0 0 / 8%)',
    md: '0 4px 16px rgb(0 0 0 / 10%)',
    lg: '0 8px 28px rgb(0 0 0 / 14%)',
    xl: '0 16px 48px rgb(0 0 0 / 18%)',
  },
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components,
});

export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {
    '--cadence-rail-width': '232px',
    '--cadence-bar-height': '60px',
    '--cadence-top-height': '52px',
    '--cadence-content-width': '1120px',
  },
  light: {
    '--mantine-color-body': '#f7f7f5',
    '--mantine-color-text': '#1d1d1b',
    '--mantine-color-dimmed': '#5f5e58',
    '--mantine-color-placeholder': '#6c6b65',
    '--mantine-color-default': '#ffffff',
    '--mantine-color-default-hover': '#efeeeb',
    '--mantine-color-default-border': '#d3d2cd',
    '--mantine-color-anchor': '#0d6b5d',
    '--mantine-color-error': '#b3261e',
    '--cadence-surface': '#ffffff',
    '--cadence-surface-raised': '#ffffff',
    '--cadence-hairline': '#e4e3df',
    '--cadence-accent': '#0d6b5d',
    '--cadence-accent-soft': '#e3f1ee',
    '--mantine-color-pine-light': '#e3f1ee',
    '--mantine-color-pine-light-hover': '#d3ebe6',
    '--mantine-color-pine-light-color': '#0a5a4e',
    '--cadence-track': '#e4e3df',
    '--cadence-warning': '#8a5300',
  },
  dark: {
    '--mantine-color-body': '#141517',
    '--mantine-color-text': '#e6e6e3',
    '--mantine-color-dimmed': '#a3a5a9',
    '--mantine-color-placeholder': '#8f9197',
    '--mantine-color-default': '#1c1d20',
    '--mantine-color-default-hover': '#2a2c31',
    '--mantine-color-default-border': '#3b3e44',
    '--mantine-color-anchor': '#74c5b6',
    '--mantine-color-error': '#ff8f85',
    '--cadence-surface': '#1c1d20',
    '--cadence-surface-raised': '#212327',
    '--cadence-hairline': '#2a2c31',
    '--cadence-accent': '#74c5b6',
    '--cadence-accent-soft': '#1b2f2c',
    '--mantine-color-pine-light': '#1b2f2c',
    '--mantine-color-pine-light-hover': '#223d38',
    '--mantine-color-pine-light-color': '#8fd3c6',
    '--cadence-track': '#2f3237',
    '--cadence-warning': '#f0b45c',
  },
});
