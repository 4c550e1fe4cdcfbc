/** Two short notes for a new reply, made by the browser: no file is loaded. */
const NOTES_HZ = [660, 880];
const NOTE_S = 0.12;
const LOUDNESS = 0.06;

export async function playTone(): Promise<void> {
  const audio = new AudioContext();
  const gain = new GainNode(audio, { gain: 0 });
  gain.connect(audio.destination);
  NOTES_HZ.forEach((frequency, at) => {
    const starts = audio.currentTime + at * NOTE_S;
    const note = new OscillatorNode(audio, { frequency });
    note.connect(gain);
    note.start(starts);
    note.stop(starts + NOTE_S);
  });
  const ends = audio.currentTime + NOTES_HZ.length * NOTE_S;
  gain.gain.linearRampToValueAtTime(LOUDNESS, audio.currentTime + 0.02);
  gain.gain.setValueAtTime(LOUDNESS, ends - 0.06);
  gain.gain.linearRampToValueAtTime(0, ends);
  await new Promise((resolve) => setTimeout(resolve, NOTES_HZ.length * NOTE_S * 1_000 + 200));
  await audio.close();
}
