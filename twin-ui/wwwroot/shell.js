// Behaviour of the shell that must not wait for the server: reconnecting and the search key.
const banner = document.getElementById('components-reconnect-modal');
banner?.addEventListener('components-reconnect-state-changed', event => {
  // The server does not know this session any more (it was restarted): the address holds the whole state, so begin anew.
  if (event.detail.state === 'rejected' || event.detail.state === 'resume-failed') {
    location.reload();
  }
});
document.addEventListener('click', async event => {
  if (event.target.closest?.('[data-reload]')) {
    location.reload();
  } else if (event.target.closest?.('[data-reconnect]')) {
    const isBack = await Blazor.reconnect().catch(() => false);
    if (!isBack) {
      location.reload();
    }
  }
});
document.addEventListener('keydown', event => {
  const isTyping = event.target.closest?.('input, textarea, select, [contenteditable]');
  if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  const search = document.querySelector('[data-search]');
  if (search) {
    event.preventDefault();
    search.focus();
    search.select?.();
  }
});
