using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Tests.Harness;

/// <summary>Chooses the SDKs that a case refers to.</summary>
internal static class SdkReferences
{
    private static readonly Lazy<MetadataReference> Kiota = new(() => SdkReference.Compile("Acme.Intercom", KiotaSdk.Source));

    /// <summary>The SDKs that a case is about: the others prove that nothing depends on them.</summary>
    public static IEnumerable<MetadataReference> For(string text)
    {
        if (text.Contains("using Intercom.Requests", StringComparison.Ordinal)) yield return IntercomNetSdk.Reference;
        else if (text.Contains("using Intercom.", StringComparison.Ordinal)) yield return OfficialSdk.Reference;
        if (text.Contains("using IntercomDotNet", StringComparison.Ordinal)) yield return IntercomDotNetSdk.Reference;
        if (text.Contains("using Acme.Intercom", StringComparison.Ordinal)) yield return Kiota.Value;
    }
}
