// The page's own script: copies a sample question and opens the widget through its public commands.
window.understudy ??= Object.assign((...call) => window.understudy.q.push(call), { q: [] });

const status = document.getElementById('copied');

for (const button of document.querySelectorAll('[data-open]')) {
  button.addEventListener('click', () => window.understudy('open'));
}

async function copy(question) {
  try {
    await navigator.clipboard.writeText(question);
    status.textContent = 'Copied. Paste it into the chat.';
  } catch {
    // Without https the browser refuses the clipboard.
    status.textContent = 'Type the question into the chat: this browser does not let the page copy it.';
  }
}

for (const button of document.querySelectorAll('[data-question]')) {
  button.addEventListener('click', () => {
    window.understudy('open');
    void copy(button.dataset.question);
  });
}
