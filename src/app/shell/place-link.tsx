// A link to a place, marked when that place is open.
import { Link } from '@tanstack/react-router';
import { Suspense } from 'react';
import type { Place } from '#src/modules/manifest.ts';
import classes from './shell.module.css';

interface PlaceLinkProps {
  place: Place;
  variant: 'rail' | 'bar';
  onFollow?: () => void;
}

export function PlaceLink(props: PlaceLinkProps) {
  const { Only } = props.place;
  if (!Only) return <LinkOf {...props} />;
  return (
    <Suspense fallback={null}>
      <Only>
        <LinkOf {...props} />
      </Only>
    </Suspense>
  );
}

function LinkOf({ place, variant, onFollow }: PlaceLinkProps) {
  const PlaceIcon = place.icon;
  return (
    <Link
      to={place.to}
      className={variant === 'rail' ? classes.railLink : classes.barLink}
      {...(onFollow && { onClick: onFollow })}
      activeOptions={{ exact: place.to === '/', includeSearch: false }}
    >
      <PlaceIcon size={variant === 'rail' ? 20 : 22} stroke={1.7} aria-hidden />
      <span>{place.name}</span>
    </Link>
  );
}
