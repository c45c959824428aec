// The mark: a beat in a ring. The same drawing as public/icons/mark.svg.
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 64 64" fill="none" aria-hidden focusable="false">
      <path d="M53.2 21.6A23 23 0 1 0 53.2 42.4" stroke="currentColor" strokeWidth="6" strokeLinecap="round" />
      <path d="M25 26v12M35 19v26M45 28v8" stroke="currentColor" strokeWidth="6" strokeLinecap="round" />
    </svg>
  );
}
