/*
 * The MP3 decoder as WebAssembly: one frame in, its samples out, a plane a channel. Invariant: every frame gives as many
 * samples as its header promises, so that time never slips; a frame that is damaged or whose data began before what was
 * heard rings out into silence. It knows no files: frames are found by mp3-frames.ts. scripts/build-wasm.ts builds it.
 */
#include "minimp3.h"

#define EXPORT(name) __attribute__((export_name(name)))

/* 32 KiB handed over at once, and what was left of the piece before. */
#define INPUT_BYTES (48 * 1024)
/* The most samples that 48 KiB can hold: layer II at 8 kbit/s, 48 bytes a frame of 1152. */
#define OUTPUT_SAMPLES (INPUT_BYTES / 48 * 1152)

static drmp3dec decoder;
static drmp3dec_scratch scratch;
/* The bit reader looks some bytes ahead. */
static drmp3_uint8 input[INPUT_BYTES + 64];
static float left[OUTPUT_SAMPLES], right[OUTPUT_SAMPLES];

EXPORT("input") drmp3_uint8 *get_input(void) { return input; }
EXPORT("inputBytes") int get_input_bytes(void) { return INPUT_BYTES; }
EXPORT("left") float *get_left(void) { return left; }
EXPORT("right") float *get_right(void) { return right; }

EXPORT("reset") void reset(void) { DRMP3_ZERO_MEMORY(&decoder, sizeof(decoder)); }

/* Without data of its own: what the filters still hold. */
static void ring_out(int channels)
{
    int ch;
    DRMP3_ZERO_MEMORY(scratch.grbuf[0], sizeof(scratch.grbuf));
    for (ch = 0; ch < channels; ch++)
    {
        drmp3_L3_imdct_gr(scratch.grbuf[ch], decoder.mdct_overlap[ch], 0, 0);
        drmp3_L3_change_sign(scratch.grbuf[ch]);
    }
}

static void decode_layer3(drmp3_bs *frame, int channels, float *l, float *r)
{
    const drmp3_uint8 *hdr = decoder.header;
    const int is_mpeg1 = DRMP3_HDR_TEST_MPEG1(hdr) != 0;
    const int side_info_end = frame->pos + 8*(is_mpeg1 ? (channels == 1 ? 17 : 32) : (channels == 1 ? 9 : 17));
    int granule, main_data_begin = drmp3_L3_read_side_info(frame, scratch.gr_info, hdr), is_whole = main_data_begin >= 0;
    frame->pos = DRMP3_MIN(side_info_end, frame->limit);
    /* Even of a damaged frame the data is kept: the next one may begin in it. */
    is_whole &= drmp3_L3_restore_reservoir(&decoder, frame, &scratch, is_whole ? main_data_begin : DRMP3_MAX_BITRESERVOIR_BYTES);
    for (granule = 0; granule < (is_mpeg1 ? 2 : 1); granule++, l += 576, r += 576)
    {
        if (is_whole)
        {
            DRMP3_ZERO_MEMORY(scratch.grbuf[0], sizeof(scratch.grbuf));
            drmp3_L3_decode(&decoder, &scratch, scratch.gr_info + granule*channels, channels);
        } else
        {
            ring_out(channels);
        }
        drmp3d_synth_granule(decoder.qmf_state, scratch.grbuf[0], 18, channels, l, r, scratch.syn[0]);
    }
    drmp3_L3_save_reservoir(&decoder, &scratch);
}

static void decode_layers12(drmp3_bs *frame, int layer, int channels, float *l, float *r)
{
    drmp3_L12_scale_info scales;
    int i = 0, part, samples = drmp3_hdr_frame_samples(decoder.header);
    drmp3_L12_read_scale_info(decoder.header, frame, &scales);
    DRMP3_ZERO_MEMORY(scratch.grbuf[0], sizeof(scratch.grbuf));
    for (part = 0; part < 3 && samples > 0; part++)
    {
        if (frame->pos <= frame->limit)
        {
            i += drmp3_L12_dequantize_granule(scratch.grbuf[0] + i, frame, &scales, layer | 1);
        } else
        {
            i += layer == 1 ? 4 : 12;
        }
        if (i < 12)
        {
            continue;
        }
        i = 0;
        if (frame->pos > frame->limit)
        {
            DRMP3_ZERO_MEMORY(scratch.grbuf[0], sizeof(scratch.grbuf));
        }
        drmp3_L12_apply_scf_384(&scales, scales.scf + part, scratch.grbuf[0]);
        drmp3d_synth_granule(decoder.qmf_state, scratch.grbuf[0], 12, channels, l, r, scratch.syn[0]);
        DRMP3_ZERO_MEMORY(scratch.grbuf[0], sizeof(scratch.grbuf));
        l += 384;
        r += 384;
        samples -= 384;
    }
}

/* Decodes the frame of `bytes` bytes at input + at; its samples go to the planes from `out` on. Returns how many. */
EXPORT("decode") int decode(int at, int bytes, int out)
{
    drmp3_bs frame;
    drmp3_uint8 *hdr = decoder.header;
    int channels, layer;
    DRMP3_COPY_MEMORY(hdr, input + at, 4);
    /* The mode's extension means something in joint stereo alone. */
    if (DRMP3_HDR_GET_STEREO_MODE(hdr) != DRMP3_MODE_JOINT_STEREO)
    {
        hdr[3] &= 0xCF;
    }
    channels = DRMP3_HDR_IS_MONO(hdr) ? 1 : 2;
    layer = 4 - DRMP3_HDR_GET_LAYER(hdr);
    drmp3_bs_init(&frame, input + at + 4, bytes - 4);
    if (DRMP3_HDR_IS_CRC(hdr))
    {
        drmp3_bs_get_bits(&frame, 16);
    }
    if (layer == 3)
    {
        decode_layer3(&frame, channels, left + out, channels == 1 ? left + out : right + out);
    } else
    {
        decode_layers12(&frame, layer, channels, left + out, channels == 1 ? left + out : right + out);
    }
    return drmp3_hdr_frame_samples(hdr);
}
