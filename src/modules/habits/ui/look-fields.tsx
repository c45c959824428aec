// Icon and colour of a habit.
import { Input } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import { strings } from '../strings.ts';
import classes from './habits.module.css';
import { HABIT_COLORS, HABIT_ICONS, HabitBadge } from './look.tsx';

interface LookFieldsProps {
  icon: string;
  color: string;
  onIcon(icon: string): void;
  onColor(color: string): void;
}

export const LookFields = ({ icon, color, onIcon, onColor }: LookFieldsProps) => (
  <>
    <Swatches
      label={strings.form.color}
      value={color}
      options={Object.entries(HABIT_COLORS).map(([key, name]) => ({
        key,
        name,
        picture: <HabitBadge icon={icon} color={key} />,
      }))}
      onChange={onColor}
    />
    <Swatches
      label={strings.form.icon}
      value={icon}
      options={Object.entries(HABIT_ICONS).map(([key, { name }]) => ({
        key,
        name,
        picture: <HabitBadge icon={key} color={color} />,
      }))}
      onChange={onIcon}
    />
  </>
);

interface SwatchesProps {
  label: string;
  value: string;
  options: readonly { key: string; name: string; picture: ReactNode }[];
  onChange(key: string): void;
}

/** One of many pictures. */
function Swatches({ label, value, options, onChange }: SwatchesProps) {
  const name = useId();
  return (
    <fieldset className={classes.fieldset}>
      <Input.Label component="legend" labelElement="div" mb={4}>
        {label}
      </Input.Label>
      <div className={classes.swatches}>
        {options.map(({ key, name: option, picture }) => (
          <label key={key} className={classes.swatch} title={option}>
            <input
              type="radio"
              name={name}
              checked={key === value}
              aria-label={option}
              className={classes.radio}
              onChange={() => onChange(key)}
            />
            {picture}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
