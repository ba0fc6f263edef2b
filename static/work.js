// What signed-in pages add: partial updates that fail say so, and lose nothing.
const notice = () => {
  let place = document.getElementById('partial-trouble');
  if (!place) {
    place = document.createElement('div');
    place.id = 'partial-trouble';
    place.className = 'trouble';
    place.setAttribute('role', 'alert');
    document.body.append(place);
  }
  return place;
};

document.body.addEventListener('htmx:sendError', () => {
  notice().textContent = 'The portal cannot be reached. What you typed is still on this page: try again in a moment.';
});
document.body.addEventListener('htmx:responseError', (event) => {
  const status = event.detail.xhr.status;
  notice().textContent =
    status === 401 || status === 403
      ? 'You have been signed out. Sign in again in another tab, then come back: what you typed is still here.'
      : status === 409
        ? 'Somebody else has changed this since you opened it. Copy what you typed, then load the page again.'
        : 'That was not saved. What you typed is still on this page: try again, or use the button at the end of the form.';
});
document.body.addEventListener('htmx:afterOnLoad', (event) => {
  if (event.detail.successful) document.getElementById('partial-trouble')?.remove();
});

// The design system drops files of a kind that a field does not name without a word. They are taken: the portal says why not.
document.addEventListener('dropHappened', (event) => {
  const input = event.target.querySelector('input[type=file]');
  if (event.detail.canAccept || !event.detail.canFill || !input) return;
  input.files = event.detail.files;
  input.dispatchEvent(new Event('input', { bubbles: true }));
});
