using System.Globalization;

namespace EmoVid.Realtime.Generation.Tests.ShippedMotion;

/// <summary>How the pack in models/ moves stills that its training never saw, beside the clips that it learnt from.</summary>
public sealed class ShippedMotionTests : IClassFixture<ShippedMotionFixture>
{
    private readonly ShippedMotionFixture _fixture;

    public ShippedMotionTests(ShippedMotionFixture fixture) => _fixture = fixture;

    [Fact]
    public void It_does_not_replay_its_training_clips()
    {
        TrainingWindows training = _fixture.Training;
        double generated = Median(_fixture.Acts.Select(act => Math.Min(
            training.Plain.Min(act.Path.DistanceTo), training.Mirrored.Min(act.Path.DistanceTo))));
        double real = Median(Enumerable.Range(0, training.Plain.Length).Where(n => n % 4 == 0).Select(n =>
            Enumerable.Range(0, training.Plain.Length).Where(m => training.CodePoints[m] != training.CodePoints[n])
                .Min(m => Math.Min(training.Plain[n].DistanceTo(training.Plain[m]), training.Plain[n].DistanceTo(training.Mirrored[m])))));
        Assert.True(generated >= real, $"A generated window is {generated:F3} from its nearest training window, real clips are {real:F3} from each other.");
    }

    [Fact]
    public void Anger_moves_more_than_sadness_and_calm_less_than_either()
    {
        double Speed(EmotionMix mix) => Median(Enumerable.Range(1, 8).Select(seed => FlowSpeed(mix, (ulong)seed)));
        double anger = Speed(EmotionMix.Of(Emotion.Anger)), sadness = Speed(EmotionMix.Of(Emotion.Sadness)), calm = Speed(EmotionMix.Neutral);
        Assert.True(anger > 1.2 * sadness, $"anger {anger:F5}, sadness {sadness:F5} canvas widths a frame");
        Assert.InRange(calm, 0.0001, sadness);
    }

    [Fact]
    public void Unfamiliar_art_is_not_painted_on()
    {
        foreach (RgbaImage still in new[] { _fixture.Balloon, _fixture.Dog })
        {
            using StickerActor actor = _fixture.CreateActor(still, seed: 1);
            MotionFields fields = actor.CreateFields();
            foreach (Emotion emotion in Enum.GetValues<Emotion>())
            {
                actor.PlanLoop(EmotionMix.Of(emotion), 72);
                for (int frame = 0; frame < 72; frame += 6)
                {
                    actor.Sample(frame / 24.0, fields);
                    float mask = fields.Paint.AsSpan(0, fields.PaintSize * fields.PaintSize).ToArray().Max();
                    Assert.True(mask <= 0.03, $"{emotion}, frame {frame}: up to {mask:P0} of a pixel is painted.");
                }
            }
        }
    }

    [Fact]
    public void A_known_face_and_an_avatar_show_another_face_for_every_emotion()
    {
        foreach (RgbaImage still in new[] { _fixture.Face, _fixture.Avatar })
        {
            PaintedFace[] faces = [.. Enum.GetValues<Emotion>().Select(emotion => Painted(still, EmotionMix.Of(emotion)))];
            foreach (PaintedFace face in faces)
            {
                Assert.True(face.Share > 0.004, $"Only {face.Share:P2} of the canvas is painted.");
                foreach (PaintedFace other in faces.Where(other => !ReferenceEquals(other, face)))
                {
                    double apart = face.DistanceTo(other);
                    Assert.True(apart > 0.1, $"Two emotions paint faces that differ by {apart:F3} of what they paint.");
                }
            }
        }
    }

    [Fact]
    public void At_rest_a_face_is_its_own_but_for_blinks()
    {
        double acting = Painted(_fixture.Face, EmotionMix.Of(Emotion.Anger)).Share, resting = Painted(_fixture.Face, EmotionMix.Neutral).Share;
        Assert.True(resting < 0.25 * acting, $"At rest {resting:P1} of the canvas is painted on average, in anger {acting:P1}.");
    }

    [Fact]
    public void An_expression_grows_with_intensity()
    {
        foreach (RgbaImage still in new[] { _fixture.Face, _fixture.Avatar })
        {
            double[] left = [.. new[] { 0.2f, 0.5f, 0.8f }.Select(intensity => Enum.GetValues<Emotion>().Average(emotion =>
                Painted(still, EmotionMix.Of(emotion, intensity: intensity)).DistanceTo(Painted(still, EmotionMix.Of(emotion)))))];
            Assert.True(left[0] > left[1] && left[1] > left[2] && left[2] > 0, $"What lacks of the full expression: {string.Join(", ", left.Select(v => v.ToString("F3", CultureInfo.InvariantCulture)))}.");
            double mild = Enum.GetValues<Emotion>().Average(emotion => Painted(still, EmotionMix.Of(emotion, intensity: 0.2f)).Share);
            Assert.True(mild > 0.004, $"At intensity 0.2 only {mild:P2} of the canvas is painted.");
        }
    }

    /// <summary>Windows of one emotion may wear different faces. Where one follows another the painted face changes within a sixth of a second; led over
    /// as slowly as the body, it would be a face between two faces for half of one.</summary>
    [Fact]
    public void An_act_that_goes_on_spends_little_time_between_two_faces()
    {
        using var copy = new PackCopy(CommittedFiles.Pack);
        copy.EditManifest(manifest => manifest.Remove("expressionFrom"));
        using StickerGenerator slow = StickerGenerator.Create(ModelPack.Open(copy.Path));
        double quick = Quickest(_fixture.CreateActor(_fixture.Face, seed: 1));
        double slowest = Quickest(slow.CreateActor(_fixture.Face.View, StickerPlacement.Fit(_fixture.Face.View, _fixture.Pack.Manifest.StillFill), 1));
        Assert.True(quick > 1.4 * slowest, $"The quickest change of face takes in {quick:P0} of it a frame, led over slowly {slowest:P0}.");

        // The largest change of what is painted from frame to frame at 24 Hz, over half a minute in which faces change.
        static double Quickest(StickerActor actor)
        {
            using (actor)
            {
                actor.Perform(EmotionMix.Of(Emotion.Excitement));
                MotionFields fields = actor.CreateFields();
                int cells = fields.PaintSize * fields.PaintSize;
                var before = new double[cells];
                double most = 0, painted = 0;
                for (int frame = 0; frame < 30 * 24; frame++)
                {
                    actor.Sample(frame / 24.0, fields);
                    double change = 0;
                    for (int i = 0; i < cells; i++)
                    {
                        double now = fields.Paint[i] * (1 + fields.Paint[2 * cells + i]);
                        change += Math.Abs(now - before[i]);
                        painted += now / (30 * 24);
                        before[i] = now;
                    }

                    most = frame > 0 ? Math.Max(most, change) : most;
                }

                return most / painted;
            }
        }
    }

    /// <summary>How far the picture moves from frame to frame at 24 Hz, a mean over the canvas in its widths.</summary>
    private double FlowSpeed(EmotionMix mix, ulong seed)
    {
        using StickerActor actor = _fixture.CreateActor(_fixture.Face, seed);
        MotionFields fields = actor.CreateFields();
        actor.PlanLoop(mix, 72);
        int cells = fields.WarpSize * fields.WarpSize;
        float[] before = new float[2 * cells];
        double total = 0;
        for (int frame = 0; frame <= 72; frame++)
        {
            actor.Sample(frame / 24.0, fields);
            for (int i = 0; i < cells && frame > 0; i++)
            {
                total += Math.Sqrt(Math.Pow(fields.Warp[i] - before[i], 2) + Math.Pow(fields.Warp[cells + i] - before[cells + i], 2));
            }

            fields.Warp.AsSpan(0, 2 * cells).CopyTo(before);
        }

        return total / (72 * cells);
    }

    /// <summary>What is laid over the still during a loop, averaged.</summary>
    private PaintedFace Painted(RgbaImage still, EmotionMix mix)
    {
        using StickerActor actor = _fixture.CreateActor(still, seed: 1);
        MotionFields fields = actor.CreateFields();
        actor.PlanLoop(mix, 72);
        int cells = fields.PaintSize * fields.PaintSize;
        double[] laid = new double[3 * cells];
        double share = 0;
        for (int frame = 0; frame < 72; frame += 3)
        {
            actor.Sample(frame / 24.0, fields);
            for (int i = 0; i < cells; i++)
            {
                float mask = fields.Paint[i];
                share += mask;
                for (int channel = 0; channel < 3; channel++)
                {
                    laid[channel * cells + i] += mask * fields.Paint[(channel + 1) * cells + i];
                }
            }
        }

        return new PaintedFace(laid, share / (24 * cells));
    }

    /// <summary>Mask times colour summed over a loop, and the mean mask.</summary>
    private sealed record PaintedFace(double[] Laid, double Share)
    {
        /// <summary>Mean difference in proportion to the mean of what both paint.</summary>
        public double DistanceTo(PaintedFace other) =>
            Laid.Zip(other.Laid, (a, b) => Math.Abs(a - b)).Sum() / (0.5 * (Laid.Sum() + other.Laid.Sum()) + 1e-9);
    }

    /// <summary>A backward flow tears or folds a picture where its Jacobian determinant reaches 0. Checked where the still is.</summary>
    [Fact]
    public void The_warp_never_folds_the_still()
    {
        foreach (RgbaImage still in new[] { _fixture.Face, _fixture.Dog, _fixture.Balloon })
        {
            using StickerActor actor = _fixture.CreateActor(still, seed: 3);
            MotionFields fields = actor.CreateFields();
            foreach (Emotion emotion in Enum.GetValues<Emotion>())
            {
                actor.PlanLoop(EmotionMix.Of(emotion), 72);
                for (int frame = 0; frame < 72; frame += 3)
                {
                    actor.Sample(frame / 24.0, fields);
                    double least = FlowJacobian.LeastDeterminant(fields);
                    Assert.True(least > 0.2, $"{emotion}, frame {frame}: the flow shrinks an area to {least:F2} of itself.");
                }
            }
        }
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
