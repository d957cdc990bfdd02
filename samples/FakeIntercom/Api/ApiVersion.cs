using System.Globalization;

namespace FakeIntercom.Api;

/// <summary>The value of an <c>Intercom-Version</c> header.</summary>
internal readonly record struct ApiVersion(int Major, int Minor)
{
    public const string HeaderName = "Intercom-Version";

    private static readonly ApiVersion Newest = new(2, int.MaxValue);

    public bool IsAtLeast(int major, int minor) => Major > major || (Major == major && Minor >= minor);

    public static bool TryParse(string text, out ApiVersion version)
    {
        if (text is "Preview" or "Unstable")
        {
            version = Newest;
            return true;
        }

        string[] parts = text.Split('.');
        if (parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int major)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int minor)
            && (major, minor) is (1, <= 4) or (2, <= 17))
        {
            version = new(major, minor);
            return true;
        }

        version = default;
        return false;
    }
}
