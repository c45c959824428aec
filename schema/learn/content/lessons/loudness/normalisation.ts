import { lesson } from '../../lesson.ts';

export const normalisation = lesson({
  key: 'normalisation',
  topic: 'loudness',
  title: 'Loudness normalisation and streaming',
  description: 'Predict how a service will play your master, and choose a level for musical reasons.',
  difficulty: 'intermediate',
  figures: {
    played: {
      kind: 'bars',
      caption:
        'True peaks of three masters after normalisation to −14 LUFS. All are equally loud now; the dense one has the lowest peaks.',
      x: 'Master',
      y: { label: 'Peak above −14 LUFS', unit: 'dB' },
      bars: [
        { label: '−8 LUFS', value: 7 },
        { label: '−11 LUFS', value: 10 },
        { label: '−14 LUFS', value: 13 },
      ],
    },
  },
  text: `
For decades, records competed in level. On a radio or in a jukebox, the louder of two songs attracted attention, so masters became denser year by year: the loudness war. Since the 2010s most listening happens on services that measure every song and adjust the playback level. That changed the rules, although many habits remained.

## How it works

The service measures the **integrated loudness** of a track by ITU-R BS.1770 and computes one gain: target minus measurement. A song at −8 LUFS on a service with a target of −14 is played 6 dB lower. The gain is constant for the whole song, so nothing inside it changes. It is the same as a listener's hand at the volume control.

Usual targets at the time of writing: Spotify −14 LUFS in its normal setting, YouTube −14, Tidal −14, Amazon Music about −14, Apple Music −16 with Sound Check, Deezer −15. Broadcasters in Europe use −23 LUFS (EBU R128), American television −24 LKFS (ATSC A/85). Podcasts are commonly delivered at −16 for stereo. Targets change, and each service has its own exceptions, so look them up when it matters.

## Turning down, and turning up

Turning down is always possible. Turning **up** is not, if the peaks would exceed full scale. A quiet recording at −20 LUFS with peaks at −1 dBTP would need 6 dB for a target of −14, and there is room for one. Services handle this differently: some leave it quieter, some (YouTube among them) never turn up, a few use a limiter in a loud setting. Classical recordings are therefore often played below the target.

On albums, services with **album normalisation** apply one gain to all songs, so that a quiet ballad stays quieter than the song before it.

## What this means for a master

Take three masters of one song, at −8, −11 and −14 LUFS, all with peaks at −1 dBTP. On a service at −14 all three are equally loud. The first is turned down by 6 dB, so its peaks are now at −7; the last keeps its peaks at −1.

{{played}}

The densest master gained nothing in loudness and has the smallest distance between its peaks and its average. Drums hit less hard, distortion from limiting is still there. What it wins is a certain density, which some styles want as a sound. That is the only remaining reason for it, and it can be a good one.

So the useful question is no longer "how loud must it be?" but "how dense should it sound?". Mix until the drums, the voice and the quiet passages relate as you want. Limit until a bit more would cost something. Then measure. Many pop masters end between −11 and −8, acoustic music between −18 and −12, and each is fine. There is no need to master to −14 exactly. A target of a service describes its playback, not your work.

## Cases without normalisation

Some listening is not normalised: downloads and discs, DJ software with the function off, social networks that play short clips, a browser with the setting switched off. A master far below its neighbours will sound weak there. That is an argument for staying within the range of your genre, not for exceeding it.

## Checks

1. Measure the integrated loudness and the true peak of the finished file.
2. Keep at least 1 dB below full scale, 2 dB for loud masters, since encoders overshoot.
3. Compare with two reference tracks at **equal loudness**. In this app, the compare page of the Studio does so with any two of your tracks.
4. Judge the transition between quiet and loud sections. Normalisation uses the whole song, so a long quiet introduction lowers the figure and lets the chorus be louder than expected.
`,
  quiz: [
    {
      key: 'gain',
      kind: 'number',
      ask: 'A master measures −9 LUFS. By how many decibels does a service with a target of −14 LUFS change its level?',
      answer: -5,
      within: 0.1,
      unit: 'dB',
      why: 'Target minus measurement: −14 − (−9) = −5.',
    },
    {
      key: 'denser',
      kind: 'single',
      ask: 'You limit a master 4 dB harder. What happens on a service that normalises?',
      choices: [
        { text: 'It is 4 dB louder than before.', why: 'The service takes the difference away.' },
        {
          text: 'It is as loud as before, with lower peaks.',
          isRight: true,
          why: 'Only the density, and the distortion, remain.',
        },
        { text: 'It is refused.', why: 'Services accept any level.' },
      ],
    },
    {
      key: 'quiet',
      kind: 'single',
      ask: 'A recording has −20 LUFS and a true peak of −1 dBTP. How much can it be turned up without limiting and without exceeding 0 dBTP?',
      choices: [
        { text: '6 dB', why: 'The peaks would reach +5 dBTP.' },
        { text: '1 dB', isRight: true, why: 'Then the highest peak is at 0 dBTP.' },
        { text: '20 dB', why: 'The loudness is not the limit; the peaks are.' },
      ],
    },
    {
      key: 'album',
      kind: 'single',
      ask: 'What does album normalisation keep?',
      choices: [
        {
          text: 'The differences in loudness between the songs of an album',
          isRight: true,
          why: 'One gain is used for all of them.',
        },
        { text: 'The loudness of each song at the target', why: 'That is track normalisation.' },
        { text: 'The peaks at 0 dBFS', why: 'Peaks follow the common gain.' },
      ],
    },
    {
      key: 'statements',
      kind: 'multiple',
      ask: 'Which statements are true?',
      choices: [
        {
          text: 'The normalising gain is constant within a song.',
          isRight: true,
          why: 'It is one number for each track or album.',
        },
        {
          text: 'Every master must be delivered at exactly −14 LUFS.',
          why: 'The target describes playback; the density is your choice.',
        },
        {
          text: 'A true peak below −1 dBTP leaves room for encoders.',
          isRight: true,
          why: 'Decoded peaks are often higher than the original’s.',
        },
      ],
    },
  ],
  sources: [
    {
      text: 'AES TD1008 (2021), Recommendations for loudness of internet audio streaming and on-demand distribution.',
      url: 'https://www.aes.org/technical/documents/AESTD1008_1_21_9.pdf',
    },
    {
      text: 'EBU R 128 (2023), Loudness normalisation and permitted maximum level of audio signals.',
      url: 'https://tech.ebu.ch/publications/r128',
    },
    {
      text: 'E. Deruty and D. Tardieu (2014), About dynamic processing in mainstream music. Journal of the Audio Engineering Society 62, 42–55.',
    },
  ],
});
