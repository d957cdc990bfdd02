namespace IntercomAnalyzers.Tests.Harness;

/// <summary>The ends of classes that cases share: searches that are right, and a create.</summary>
internal static class CaseSnippets
{
    /// <summary><c>FindAsync(email)</c>, which lets failures through, and <c>CreateAsync(email)</c>.</summary>
    public const string Search =
        """

            private async Task<string?> FindAsync(string email)
            {
                using var response = await http.PostAsJsonAsync("https://api.intercom.io/contacts/search", new { query = new { field = "email", @operator = "=", value = email } });
                response.EnsureSuccessStatusCode();
                return (await response.Content.ReadFromJsonAsync<List<string>>())!.FirstOrDefault();
            }
            private Task<HttpResponseMessage> CreateAsync(string email) => http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email });
        }
        """;

    /// <summary><c>ByKeyAsync(id)</c> and <c>ByEmailAsync(email)</c>, which let failures through.</summary>
    public const string BothSearches =
        """

            private async Task<string?> ByKeyAsync(string id)
            {
                using var response = await http.GetAsync($"https://api.intercom.io/contacts/find_by_external_id/{id}");
                if (response.StatusCode == HttpStatusCode.NotFound) return null;
                response.EnsureSuccessStatusCode();
                return await response.Content.ReadAsStringAsync();
            }
            private async Task<string?> ByEmailAsync(string email)
            {
                using var response = await http.PostAsJsonAsync("https://api.intercom.io/contacts/search", new { query = new { field = "email", @operator = "=", value = email } });
                response.EnsureSuccessStatusCode();
                return (await response.Content.ReadFromJsonAsync<List<string>>())!.FirstOrDefault();
            }
        }
        """;

    /// <summary><c>PageAsync(email)</c> with rows and total count.</summary>
    public const string PageSearch =
        """

            private record Page(List<string> Data, int TotalCount);
            private async Task<Page> PageAsync(string email)
            {
                using var response = await http.PostAsJsonAsync("https://api.intercom.io/contacts/search", new { query = new { field = "email", @operator = "=", value = email } });
                response.EnsureSuccessStatusCode();
                return (await response.Content.ReadFromJsonAsync<Page>())!;
            }
        }
        """;
}
