namespace EmoVid.Realtime;

/// <summary>Where an attribute was least and greatest in a clip.</summary>
/// <param name="Channel">The attribute.</param>
/// <param name="Least">Its least value.</param>
/// <param name="LeastAt">Start of the first frame that had it.</param>
/// <param name="Greatest">Its greatest value.</param>
/// <param name="GreatestAt">Start of the first frame that had it.</param>
public readonly record struct ArcExtreme(AttributeChannel Channel, double Least, TimeSpan LeastAt, double Greatest, TimeSpan GreatestAt);
