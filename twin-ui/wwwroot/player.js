// Keys of the player are clicks on its buttons, so that a key and a button can never do different things.
export function attach(root) {
  const abort = new AbortController();
  root.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const isSpace = event.key === ' ';
    // Space on a focused button presses it already; selects and the bar have keys of their own.
    if (event.target.matches('select') || (isSpace && event.target.matches('button'))) {
      return;
    }
    const isArrow = event.key.startsWith('Arrow');
    if (event.target.matches('input[type=range]') && !event.shiftKey && (isArrow || event.key === 'Home' || event.key === 'End')) {
      return;
    }
    const name = (isArrow && event.shiftKey ? 'Shift+' : '') + (isSpace ? 'Space' : event.key);
    const button = [...root.querySelectorAll('[data-keys]')].find(one => one.dataset.keys.split(' ').includes(name));
    if (button && !button.disabled) {
      event.preventDefault();
      button.click();
    }
  }, { signal: abort.signal });
  return { detach: () => abort.abort() };
}
