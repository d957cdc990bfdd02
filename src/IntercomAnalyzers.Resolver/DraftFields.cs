using System.Text.Json.Nodes;

namespace IntercomAnalyzers.Resolver;

/// <summary>Writes a draft's fields as Intercom names them.</summary>
internal static class DraftFields
{
    private static readonly HashSet<string> s_own = new(StringComparer.Ordinal)
    {
        "id", "role", "external_id", "user_id", "email", "phone", "name", "signed_up_at", "custom_attributes", "companies",
    };

    /// <summary>The draft's fields as they are now. Most contacts exist and need no fields, so plain ones are written when they are asked for.</summary>
    public static Func<JsonObject> Copy(ContactDraft draft)
    {
        if (draft.HasMoreFields)
        {
            var fields = WriteAll(draft);
            return () => fields;
        }

        var (phone, name, signedUpAt) = (draft.Phone, draft.Name, draft.SignedUpAt);
        return () => Write(phone, name, signedUpAt);
    }

    public static IReadOnlyList<JsonObject> WriteCompanies(ContactDraft draft) => draft.HasCompanies ? draft.Companies.Select(Write).ToArray() : [];

    private static JsonObject Write(string? phone, string? name, DateTimeOffset? signedUpAt)
    {
        var fields = new JsonObject();
        fields.Write("phone", phone);
        fields.Write("name", name);
        fields.Write("signed_up_at", signedUpAt);
        return fields;
    }

    private static JsonObject WriteAll(ContactDraft draft)
    {
        var fields = Write(draft.Phone, draft.Name, draft.SignedUpAt);
        fields.Write("custom_attributes", draft.CustomAttributes);
        foreach (var field in draft.OtherFields)
        {
            if (s_own.Contains(field.Key))
            {
                throw new ArgumentException($"{nameof(draft.OtherFields)} holds '{field.Key}', which the draft or the resolver sets: use the draft's own property.", nameof(draft));
            }

            if (field.Value is { } value)
            {
                fields[field.Key] = FieldWriter.ToNode(value);
            }
        }

        return fields;
    }

    private static JsonObject Write(CompanyDraft company)
    {
        if (string.IsNullOrWhiteSpace(company?.CompanyId))
        {
            throw new ArgumentException($"{nameof(ContactDraft.Companies)} holds a company whose {nameof(company.CompanyId)} is missing or blank: set it to the application's own key.", "draft");
        }

        var fields = new JsonObject { ["company_id"] = company!.CompanyId!.Trim() };
        fields.Write("name", company.Name);
        fields.Write("plan", company.Plan);
        fields.Write("monthly_spend", company.MonthlySpend);
        fields.Write("size", company.Size);
        fields.Write("website", company.Website);
        fields.Write("industry", company.Industry);
        fields.Write("remote_created_at", company.RemoteCreatedAt);
        fields.Write("custom_attributes", company.CustomAttributes);
        return fields;
    }
}
