// Starts the design system's components on the page. Everything works without this file.
const DS = window.DS;

// The design system also marks up the page for a tag manager. We follow nobody.
DS.tracking.init = () => {};

// A file input becomes a button with another id: an error's link must go where the eye goes.
function pointErrorsAtUploads() {
  for (const link of document.querySelectorAll('.ds_error-summary a[href^="#"]')) {
    const button = document.getElementById(link.hash.slice(1) + '-dropzone');
    if (button) link.href = '#' + button.id;
  }
}

function start(scope) {
  DS.initAll(scope);
  pointErrorsAtUploads();
}

document.documentElement.classList.add('js-enabled');
start(document);
document.querySelector('.ds_error-summary')?.focus();
document.body.addEventListener('htmx:load', (event) => event.target !== document.body && start(event.target));
