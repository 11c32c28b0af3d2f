// Runs before the first paint, so that a stored choice never flashes the other theme.
(() => {
  const key = 'aiopstwin.theme';
  const apply = choice => {
    if (choice === 'light' || choice === 'dark') {
      document.documentElement.dataset.theme = choice;
    } else {
      delete document.documentElement.dataset.theme;
    }
  };
  let stored = null;
  try { stored = localStorage.getItem(key); } catch { /* storage may be switched off; the theme then follows the system */ }
  apply(stored);
  document.addEventListener('click', event => {
    if (!event.target.closest?.('[data-theme-toggle]')) {
      return;
    }
    const shown = document.documentElement.dataset.theme
      ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
    const next = shown === 'dark' ? 'light' : 'dark';
    apply(next);
    try { localStorage.setItem(key, next); } catch { /* as above */ }
  });
})();
