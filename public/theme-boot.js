// Puts the chosen theme on the page before the first paint. A file of its own because the content policy allows no inline script.
(function () {
  var choice = null;
  try {
    choice = localStorage.getItem('cadence.theme');
  } catch {
    // No storage: follow the system.
  }
  var dark = choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
